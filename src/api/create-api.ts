import rateLimit from '@fastify/rate-limit'
import type { FastifyPluginAsync } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { prepareRequests } from '../access/request-access.ts'
import { addAccessRoutes } from './access-routes.ts'
import { addAuditHooks } from './add-audit-hooks.ts'
import type { ApiDependencies } from './api-dependencies.ts'
import { createApiGuard } from './api-guard.ts'
import { demandScopes } from './demand-scopes.ts'
import { addPersonRoutes } from './person-routes.ts'
import { addPolicyRoutes } from './policy-routes.ts'
import { addReadRoutes } from './read-routes.ts'
import { addTextRoutes } from './text-routes.ts'
import { addTicketReadRoutes } from './ticket-read-routes.ts'
import { addTicketWriteRoutes } from './ticket-write-routes.ts'
import { addTriageRoutes } from './triage-routes.ts'

/**
 * The plugin with `/v1`: ledger, repair desk, classification, tickets, triage, rules, keys and audit trail. Each route names the scope that a key
 * needs for it (`config.scope`); all but GETs stand in the audit trail (`config.audit`). `POST /v1/handoffs` is the intake's.
 * Errors go to the error handler of the app that registers it (`setProblemHandlers`).
 */
export const createApi =
  (dependencies: ApiDependencies): FastifyPluginAsync =>
  async (instance) => {
    instance.setValidatorCompiler(validatorCompiler)
    instance.setSerializerCompiler(serializerCompiler)
    if (!instance.hasDecorator('createRateLimit')) await instance.register(rateLimit, { global: false })
    acceptEmptyJson(instance)
    prepareRequests(instance)
    demandScopes(instance)
    instance.addHook('onRequest', createApiGuard(instance, dependencies.access))
    addAuditHooks(instance, dependencies.access.trail)
    instance.addHook('onSend', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })

    const app = instance.withTypeProvider<ZodTypeProvider>()
    addReadRoutes(app, dependencies)
    addPersonRoutes(app, dependencies)
    addTextRoutes(app, dependencies)
    addTicketReadRoutes(app, dependencies)
    addTicketWriteRoutes(app, dependencies)
    addTriageRoutes(app, dependencies)
    addPolicyRoutes(app, dependencies)
    addAccessRoutes(app, dependencies)
  }

/** Many clients send `Content-Type: application/json` with a POST that has no body; verbs such as retry need none. */
const acceptEmptyJson = (instance: Parameters<FastifyPluginAsync>[0]): void => {
  const parse = instance.getDefaultJsonParser('error', 'error')
  if (instance.hasContentTypeParser('application/json')) instance.removeContentTypeParser('application/json')
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else parse(request, String(body), done)
  })
}
