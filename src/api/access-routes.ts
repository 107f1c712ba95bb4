import {
  apiKeySchema,
  auditPageSchema,
  auditQuerySchema,
  createdKeySchema,
  keyIdSchema,
  keyListSchema,
  newKeySchema,
} from '../../schemas/access.ts'
import type { AuditQuery } from '../access/access.ts'
import { sendProblem } from '../ops/problem.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import { presentAudit, presentKey } from './present-access.ts'
import { problemResponses } from './problem-responses.ts'

type Query = ReturnType<typeof auditQuerySchema.parse>

const toAuditQuery = (query: Query): AuditQuery => ({
  limit: query.limit,
  ...(query.who === undefined ? {} : { who: query.who }),
  ...(query.what === undefined ? {} : { what: query.what }),
  ...(query.subject === undefined ? {} : { subject: query.subject }),
  ...(query.outcome === undefined ? {} : { outcome: query.outcome }),
  ...(query.after === undefined ? {} : { after: query.after }),
  ...(query.before === undefined ? {} : { before: query.before }),
  ...(query.cursor === undefined ? {} : { cursor: query.cursor }),
})

/** Keys and the trail of what was done with them. */
export const addAccessRoutes = (app: ApiApp, { access, clock }: ApiDependencies): void => {
  const { keys, trail } = access

  app.get(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listKeys',
        summary: 'List API keys',
        description: 'With their last use. Keys of the configuration are not among them.',
        tags: ['access'],
        response: { 200: keyListSchema, ...problemResponses() },
      },
    },
    async () => {
      const now = clock.now()
      return { keys: (await keys.list()).map((key) => presentKey(key, now)) }
    },
  )

  app.post(
    '/v1/keys',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'createKey',
        summary: 'Make an API key',
        description: 'The answer holds the key, this once: only its hash is kept.',
        tags: ['access'],
        body: newKeySchema,
        response: { 201: createdKeySchema, ...problemResponses(409) },
      },
    },
    async (request, reply) => {
      const { name, scopes, expires_at: expires, rate_per_minute: rate = null } = request.body
      const now = clock.now()
      const expiresAt = typeof expires === 'string' ? Date.parse(expires) : null
      if (expiresAt !== null && expiresAt <= now)
        return sendProblem(reply, {
          status: 400,
          code: 'invalid_request',
          detail: 'The key would have expired already; see errors.',
          errors: [{ field: 'expires_at', code: 'past', message: 'Name a time to come.' }],
        })
      const outcome = await keys.create({ name, scopes, rate, expiresAt, by: callerName(request) })
      if (outcome.kind === 'name-taken')
        return sendProblem(reply, {
          status: 409,
          code: 'key_name_taken',
          detail: 'A key of this name exists already. Take another name, or revoke that one first.',
        })
      request.auditSubject = { kind: 'key', id: outcome.key.id }
      return reply.code(201).send({ key: outcome.secret, ...presentKey(outcome.key, now) })
    },
  )

  app.delete(
    '/v1/keys/:id',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'revokeKey',
        summary: 'Revoke an API key',
        description: 'For good: here at once, in other replicas within five seconds. Safe to repeat.',
        tags: ['access'],
        params: keyIdSchema,
        response: { 200: apiKeySchema.describe('The key, revoked.'), ...problemResponses(404) },
      },
    },
    async (request, reply) => {
      const key = await keys.revoke(request.params.id, callerName(request))
      if (key === null)
        return sendProblem(reply, { status: 404, code: 'not_found', detail: 'There is no key with this id.' })
      return presentKey(key, clock.now())
    },
  )

  app.get(
    '/v1/audit',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'listAudit',
        summary: 'List who changed what',
        description: 'The audit trail: every write, done or refused, newest first. Filters are combined.',
        tags: ['access'],
        querystring: auditQuerySchema,
        response: { 200: auditPageSchema, ...problemResponses() },
      },
    },
    async (request) => {
      const { entries, next } = await trail.list(toAuditQuery(request.query))
      return { entries: entries.map(presentAudit), next }
    },
  )
}
