import * as z from 'zod'
import * as api from '../schemas/api.ts'
import * as classification from '../schemas/classification-api.ts'
import { configurationSchema } from '../schemas/configuration.ts'
import { handoffAnswerSchema } from '../schemas/handoff-answer.ts'
import { handoffRequestSchema } from '../schemas/handoff-request.ts'
import { livenessSchema, readinessSchema } from '../schemas/health.ts'
import { policySchema } from '../schemas/policy.ts'
import { policyReloadSchema, policyStatusSchema } from '../schemas/policy-status.ts'
import { problemSchema } from '../schemas/problem.ts'
import * as ticketAnswers from '../schemas/ticket-api.ts'
import * as ticketRequests from '../schemas/ticket-request.ts'
import { isSecretNode } from '../src/config/configuration-tree.ts'

interface Published {
  schema: z.ZodType
  title: string
  /** `input`: what people write; `output`: what Relevo answers. */
  io: 'input' | 'output'
}

const published: Record<string, Published> = {
  classification: {
    schema: classification.classificationAnswerSchema,
    title: 'Classification',
    io: 'output',
  },
  'classification-request': {
    schema: classification.classificationRequestSchema,
    title: 'Text to classify',
    io: 'input',
  },
  configuration: { schema: configurationSchema, title: 'Relevo configuration', io: 'input' },
  custody: { schema: api.custodySchema, title: 'Custody sum', io: 'output' },
  'handoff-answer': { schema: handoffAnswerSchema, title: 'Answer to a hand-off', io: 'output' },
  'handoff-detail': { schema: api.handoffDetailSchema, title: 'A hand-off with its history', io: 'output' },
  'handoff-edit': { schema: api.handoffEditSchema, title: 'Correction of a hand-off', io: 'input' },
  'handoff-page': { schema: api.handoffPageSchema, title: 'A page of hand-offs', io: 'output' },
  'handoff-request': { schema: handoffRequestSchema, title: 'Hand-off', io: 'input' },
  liveness: { schema: livenessSchema, title: 'Liveness', io: 'output' },
  policy: { schema: policySchema, title: 'Policy', io: 'input' },
  'policy-reload': { schema: policyReloadSchema, title: 'Rules that were read again', io: 'output' },
  'policy-status': { schema: policyStatusSchema, title: 'Rules in force', io: 'output' },
  problem: { schema: problemSchema, title: 'Problem (RFC 9457)', io: 'output' },
  readiness: { schema: readinessSchema, title: 'Readiness', io: 'output' },
  ticket: { schema: ticketAnswers.ticketAnswerSchema, title: 'A ticket', io: 'output' },
  'ticket-assignment': {
    schema: ticketRequests.assignmentRequestSchema,
    title: 'Who gets a ticket',
    io: 'input',
  },
  'ticket-change-answer': {
    schema: ticketAnswers.changedAnswerSchema,
    title: 'A changed ticket',
    io: 'output',
  },
  'ticket-changes': { schema: ticketRequests.ticketChangesSchema, title: 'Changes of a ticket', io: 'input' },
  'ticket-handover': {
    schema: ticketRequests.handoverRequestSchema,
    title: 'Handing a ticket over',
    io: 'input',
  },
  'ticket-handover-answer': {
    schema: ticketAnswers.handedOverAnswerSchema,
    title: 'A ticket that was handed over',
    io: 'output',
  },
  'ticket-message-answer': {
    schema: ticketAnswers.saidAnswerSchema,
    title: 'A reply or note that was added',
    io: 'output',
  },
  'ticket-message-page': {
    schema: ticketAnswers.messagePageAnswerSchema,
    title: 'A page of a conversation',
    io: 'output',
  },
  'ticket-note': { schema: ticketRequests.noteRequestSchema, title: 'A note', io: 'input' },
  'ticket-page': { schema: ticketAnswers.ticketPageAnswerSchema, title: 'A page of tickets', io: 'output' },
  'ticket-reply': {
    schema: ticketRequests.replyRequestSchema,
    title: 'A reply to the customer',
    io: 'input',
  },
}

/** The loader takes `apiKeyFile` for `apiKey`; an editor that checks by this schema must know. */
const allowSecretFiles = (node: unknown): void => {
  if (typeof node !== 'object' || node === null) return
  for (const child of Object.values(node)) allowSecretFiles(child)
  if (!('properties' in node) || typeof node.properties !== 'object' || node.properties === null) return
  const { properties } = node
  for (const [key, child] of Object.entries(properties)) {
    if (!isSecretNode(child)) continue
    const path = { type: 'string', description: `File to read ${key} from.` }
    const paths = { anyOf: [path, { type: 'array', items: { type: 'string' } }] }
    Object.assign(properties, { [`${key}File`]: child.type === 'array' ? paths : path })
    if ('required' in node && Array.isArray(node.required))
      node.required = node.required.filter((name: unknown) => name !== key)
  }
}

const renderSchema = ({ schema, title, io }: Published): string => {
  const { $schema, id: _id, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  allowSecretFiles(rest)
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`
}

/** The published JSON Schemas by the path of their file. */
export const renderJsonSchemas = (): Map<string, string> =>
  new Map(
    Object.entries(published).map(([name, each]) => [`schemas/json/${name}.schema.json`, renderSchema(each)]),
  )
