import t from 'tap'
import type * as z from 'zod'
import * as access from '../../schemas/access.ts'
import * as api from '../../schemas/api.ts'
import * as classification from '../../schemas/classification-api.ts'
import { handoffAnswerSchema } from '../../schemas/handoff-answer.ts'
import { handoffRequestSchema } from '../../schemas/handoff-request.ts'
import { livenessSchema, readinessSchema } from '../../schemas/health.ts'
import { keptAnswerSchema } from '../../schemas/kept.ts'
import { policyReloadSchema, policyStatusSchema } from '../../schemas/policy-status.ts'
import { problemSchema } from '../../schemas/problem.ts'
import * as ticketAnswers from '../../schemas/ticket-api.ts'
import * as ticketRequests from '../../schemas/ticket-request.ts'
import * as triageAnswers from '../../schemas/triage-api.ts'
import { buildDocumentedApp } from '../../scripts/documented-app.ts'
import { openApiExamples } from '../../src/api/openapi-examples.ts'

interface Operation {
  operationId?: string
  summary?: string
  description?: string
  tags?: string[]
  security?: object[]
  requestBody?: object
  responses: Record<string, { description: string }>
}

const app = await buildDocumentedApp('1.2.3')
t.teardown(() => app.close())
const document = app.swagger() as unknown as {
  openapi: string
  info: { version: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
)
const text = JSON.stringify(document)

interface ShownProblem {
  value: { status: number; code: string }
}
const problemsOf = (answer: unknown): ShownProblem[] => {
  const { content } = answer as { content?: Record<string, { examples?: Record<string, ShownProblem> }> }
  return Object.values(content?.['application/problem+json']?.examples ?? {})
}

t.test('every route is there', async (t) => {
  t.equal(document.openapi, '3.1.0')
  t.equal(document.info.version, '1.2.3')
  t.same(operations.map(({ name }) => name).sort(), [
    'delete /v1/keys/{id}',
    'get /livez',
    'get /metrics',
    'get /readyz',
    'get /v1/audit',
    'get /v1/classifications/kept',
    'get /v1/custody',
    'get /v1/handoffs',
    'get /v1/handoffs/{id}',
    'get /v1/helpdesks',
    'get /v1/keys',
    'get /v1/policy',
    'get /v1/tickets',
    'get /v1/tickets/{id}',
    'get /v1/tickets/{id}/conversation',
    'get /v1/tickets/{id}/latest-message',
    'get /v1/triage',
    'get /v1/triage/report',
    'get /v1/triage/runs',
    'get /v1/triage/tickets',
    'patch /v1/handoffs/{id}',
    'patch /v1/tickets/{id}',
    'post /v1/classifications',
    'post /v1/erasures',
    'post /v1/handoffs',
    'post /v1/handoffs/{id}/dismiss',
    'post /v1/handoffs/{id}/release',
    'post /v1/handoffs/{id}/retry',
    'post /v1/keys',
    'post /v1/policy/reload',
    'post /v1/tickets/{id}/handover',
    'post /v1/tickets/{id}/notes',
    'post /v1/tickets/{id}/replies',
    'post /v1/triage/learn',
    'post /v1/triage/runs/{run}/undo',
    'post /v1/triage/start',
    'post /v1/triage/stop',
    'post /webhooks/freshdesk',
    'post /webhooks/zendesk',
    'post /webhooks/{source}',
    'put /v1/tickets/{id}/assignment',
    'put /v1/triage/categories/{category}',
  ])
})

t.test('every operation has what a linter asks for', async (t) => {
  const tags = document.tags.map(({ name }) => name)
  const ids = operations.map(({ operation }) => operation.operationId)
  t.equal(new Set(ids).size, operations.length, 'an id of its own')
  for (const { name, operation } of operations) {
    t.ok(operation.summary, `${name} has a summary`)
    t.ok(
      operation.tags?.every((tag) => tags.includes(tag)),
      `${name} has known tags`,
    )
    t.ok(
      Object.keys(operation.responses).some((status) => /^2/.test(status)),
      `${name} can succeed`,
    )
    t.ok(
      Object.keys(operation.responses).some((status) => /^4/.test(status)),
      `${name} can be wrong`,
    )
    for (const { description } of Object.values(operation.responses))
      t.not(description, 'Default Response', `${name} describes its answers`)
    for (const requirement of operation.security ?? [])
      for (const scheme of Object.keys(requirement)) t.ok(scheme in document.components.securitySchemes)
  }
  t.same(document.paths['/webhooks/{source}']?.['post']?.security, [{ webhookSecret: [] }])
})

t.test('every operation of the API says which scope it needs, in words too', async (t) => {
  for (const { name, operation } of operations.filter(({ name }) => name.includes(' /v1/')))
    t.match(operation, { description: /Needs the scope `[a-z:]+`\.$/, responses: { 403: {} } }, name)
})

t.test('headers are listed as they are written', async (t) => {
  const handOver = document.paths['/v1/handoffs']?.['post']
  t.match(handOver, {
    parameters: [{ in: 'query' }, { in: 'query' }, { name: 'Idempotency-Key' }, { name: 'Prefer' }],
    responses: { 202: { headers: { Location: {} } }, 503: { headers: { 'Retry-After': {} } } },
  })
  t.notOk('headers' in (handOver?.responses['422'] ?? {}), 'none that is not sent')
  for (const { name, operation } of operations.filter(({ name }) => name.includes(' /v1/')))
    t.match(operation, { responses: { 429: { headers: { 'Retry-After': { schema: {} } } } } }, name)
})

t.test('whoever writes a body may leave out what has a default, and is told what it is', async (t) => {
  t.notMatch(JSON.stringify(document.components.schemas), /"default":(?!\{)/)
  t.match(document.components.schemas['TicketNote'], {
    properties: { private: { description: /Absent: `true`\.$/ } },
    required: ['text'],
  })
})

t.test('a problem is shown where it can be met', async (t) => {
  let shown = 0
  for (const { name, operation } of operations)
    for (const [status, answer] of Object.entries(operation.responses))
      for (const { value } of problemsOf(answer)) {
        shown += 1
        t.equal(value.status, Number(status), `${name} ${status} ${value.code}`)
      }
  t.ok(shown > 100)
  const codes = (path: string, status: string) =>
    problemsOf(document.paths[path]?.['post']?.responses[status]).map(({ value }) => value.code)
  t.same(codes('/webhooks/{source}', '401'), ['secret_wrong'])
  t.same(codes('/webhooks/{source}', '422'), ['invalid_handoff'])
  t.same(codes('/v1/handoffs/{id}/retry', '409'), ['wrong_state'])
  t.same(codes('/v1/keys', '409'), ['key_name_taken'])
})

t.test('every reference leads somewhere, and every schema is referred to', async (t) => {
  const targets = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]))
  t.same([...targets].sort(), Object.keys(document.components.schemas).sort())
  t.same(
    [...text.matchAll(/"\$ref":"([^"]+)"/g)].filter(
      ([, target]) => !target?.startsWith('#/components/schemas/'),
    ),
    [],
  )
})

t.test('schemas are named as people know them', async (t) => {
  for (const name of ['HandoffRequest', 'HandoffAnswer', 'HandoffEdit', 'Problem', 'Custody', 'Readiness'])
    t.ok(name in document.components.schemas, name)
  t.same(
    Object.keys(document.components.schemas).filter((name) => name.endsWith('Input')),
    [],
  )
})

t.test('every example is what the schema takes', async (t) => {
  const schemas: Record<string, z.ZodType> = {
    HandoffRequest: handoffRequestSchema,
    HandoffAnswer: handoffAnswerSchema,
    PolicyReload: policyReloadSchema,
    PolicyStatus: policyStatusSchema,
    HandoffEdit: api.handoffEditSchema,
    Dismissal: api.dismissalSchema,
    ClassificationRequest: classification.classificationRequestSchema,
    ClassificationBatch: classification.classificationBatchSchema,
    ClassificationBatchAnswer: classification.classificationBatchAnswerSchema,
    ErasureRequest: api.erasureRequestSchema,
    NewApiKey: access.newKeySchema,
    CreatedApiKey: access.createdKeySchema,
    ApiKey: access.apiKeySchema,
    ApiKeyList: access.keyListSchema,
    AuditPage: access.auditPageSchema,
    HandoffPage: api.handoffPageSchema,
    HandoffDetail: api.handoffDetailSchema,
    Custody: api.custodySchema,
    KeptAnswer: keptAnswerSchema,
    Classification: classification.classificationAnswerSchema,
    ErasureAnswer: api.erasureAnswerSchema,
    Liveness: livenessSchema,
    Readiness: readinessSchema,
    HelpdeskList: ticketAnswers.helpdeskListSchema,
    Ticket: ticketAnswers.ticketAnswerSchema,
    TicketPage: ticketAnswers.ticketPageAnswerSchema,
    TicketMessagePage: ticketAnswers.messagePageAnswerSchema,
    LatestMessage: ticketAnswers.latestMessageAnswerSchema,
    TicketReply: ticketRequests.replyRequestSchema,
    TicketNote: ticketRequests.noteRequestSchema,
    TicketMessageAnswer: ticketAnswers.saidAnswerSchema,
    TicketHandover: ticketRequests.handoverRequestSchema,
    TicketHandoverAnswer: ticketAnswers.handedOverAnswerSchema,
    TicketAssignment: ticketRequests.assignmentRequestSchema,
    TicketChanges: ticketRequests.ticketChangesSchema,
    TicketChangeAnswer: ticketAnswers.changedAnswerSchema,
    TriageStatus: triageAnswers.triageStatusSchema,
    TriagedTicketPage: triageAnswers.triagedTicketPageSchema,
    TriageRunList: triageAnswers.triageRunListSchema,
    TriageUndo: triageAnswers.triageUndoSchema,
    TriageModeChange: triageAnswers.triageModeBodySchema,
    TriageLearn: triageAnswers.triageLearnSchema,
    Problem: problemSchema,
  }
  for (const [name, examples] of Object.entries(openApiExamples))
    for (const [title, { value }] of Object.entries(examples))
      t.ok(schemas[name]?.safeParse(value).success, `${name}: ${title}`)
  t.match(text, /Me han cobrado dos veces/)
  t.match(text, /The invoice of May was charged twice/)
})
