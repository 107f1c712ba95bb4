import type {} from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type {
  HookHandlerDoneFunction as Done,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify'
import type { Source } from '../../schemas/configuration.ts'
import { createApiKeyCheck } from '../ops/api-key.ts'
import { sendProblem } from '../ops/problem.ts'
import { problemFromError } from '../ops/problem-from-error.ts'
import type { Refusal } from './create-authenticator.ts'
import { createReceiver, type ReceiverDependencies } from './create-receiver.ts'
import * as problems from './intake-problems.ts'
import { apiRouteSchema, webhookRouteSchema } from './intake-route-schema.ts'
import { createApiDoor, createSourceDoors, type Limiter, type SourceDoor } from './source-door.ts'

export interface IntakeDependencies extends Omit<ReceiverDependencies, 'refuse' | 'ticketLanguage'> {
  sources: Readonly<Record<string, Source>>
  apiKeys: readonly string[]
  /** Default `en`. */
  ticketLanguage?: string
}

// Failed attempts of one address per minute before they are answered 429 instead of 401. Valid requests from the same
// address (Zapier's and Botpress's are shared by all their customers) are never counted nor refused for it.
const failuresPerMinute = 60

/**
 * The plugin with `POST /webhooks/:source` and `POST /v1/handoffs`. Register it on an instance with
 * `setProblemHandlers`; the instance's `bodyLimit` holds. Every answer is JSON with `ok`; a 2xx is given only after the
 * ledger's commit.
 */
export const createIntake =
  ({ sources, apiKeys, ticketLanguage = 'en', ...dependencies }: IntakeDependencies): FastifyPluginAsync =>
  async (app) => {
    if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false })
    const { clock, observe } = dependencies
    const createLimiter = (limit: Source['rateLimit']): Limiter => sourceLimiter(app, limit)
    const doors = createSourceDoors(sources, clock, createLimiter)
    const apiDoor = createApiDoor(doors, createLimiter)
    const hasApiKey = createApiKeyCheck(apiKeys)
    const failures = app.createRateLimit({ max: failuresPerMinute, timeWindow: 60_000 })

    const refuse = async (request: FastifyRequest, reply: FastifyReply, source: string, refusal: Refusal) => {
      observe({ kind: 'unauthenticated', source, code: refusal.code })
      const failed = await failures(request)
      return sendProblem(
        reply,
        !failed.isAllowed && failed.isExceeded
          ? problems.tooManyFailures(Math.max(1, failed.ttlInSeconds))
          : problems.unauthenticated(refusal),
      )
    }
    const receiver = createReceiver({ ...dependencies, ticketLanguage, refuse })
    app.addHook('preClose', async () => receiver.close())

    // Bodies that Fastify refuses before they reach a handler: too large, cut short.
    app.addHook('onError', (request, _reply, error, done) => {
      const { status, code } = problemFromError(error)
      const known = doors.has(sourceParameter(request)) ? sourceParameter(request) : 'api'
      if (status < 500) observe({ kind: 'unreadable', source: known, code })
      done()
    })
    readRawBodies(app)

    const webhookDoor = (request: FastifyRequest): SourceDoor | undefined =>
      doors.get(sourceParameter(request))

    // Hooks with a callback: these run before every request, and a promise more is measurable.
    const admitWebhook = (request: FastifyRequest, reply: FastifyReply, done: Done) => {
      const door = webhookDoor(request)
      if (door === undefined) return void refuseUnknown(request, reply).catch(done)
      const refusal = door.authenticator.checkHeaders(request.headers)
      if (refusal === null) return proceed(request, done)
      const told = hasSecretInAddress(request) ? problems.secretInAddress : refusal
      refuse(request, reply, door.name, told).catch(done)
    }

    const refuseUnknown = async (request: FastifyRequest, reply: FastifyReply) => {
      observe({ kind: 'unauthenticated', source: 'unknown', code: problems.unknownSource.code })
      const failed = await failures(request)
      const limited = !failed.isAllowed && failed.isExceeded
      return sendProblem(
        reply,
        limited ? problems.tooManyFailures(failed.ttlInSeconds) : problems.unknownSource,
      )
    }

    const admitApi = (request: FastifyRequest, reply: FastifyReply, done: Done) => {
      if (!hasApiKey(request)) return void refuse(request, reply, 'api', problems.apiKeyRefused).catch(done)
      const named = queryValue(request, 'source')
      if (named !== undefined && !doors.has(String(named)))
        return void sendProblem(reply, problems.unknownSource)
      proceed(request, done)
    }

    const receiveWebhook = async (request: FastifyRequest, reply: FastifyReply) => {
      const door = webhookDoor(request)
      return door === undefined ? refuseUnknown(request, reply) : receiver.receive(door, request, reply)
    }

    const receiveApi = async (request: FastifyRequest, reply: FastifyReply) => {
      const named = doors.get(String(queryValue(request, 'source') ?? ''))
      const door = named === undefined ? apiDoor : { ...named, authenticator: apiDoor.authenticator }
      return receiver.receive(door, request, reply, (body) => doorOfBody(doors, body) ?? door)
    }

    const noValidation = {
      validatorCompiler: () => () => true,
      serializerCompiler: () => JSON.stringify,
      // Headers for browsers say nothing to a bot, and writing them took 4 % of an accepted hand-off's time.
      helmet: false as const,
    }
    app.post('/webhooks/:source', {
      ...noValidation,
      schema: webhookRouteSchema,
      onRequest: admitWebhook,
      handler: receiveWebhook,
    })
    // Botpress's Chat integration adds a slash to whatever address it is given.
    app.post('/webhooks/:source/', {
      helmet: false,
      schema: { hide: true },
      onRequest: admitWebhook,
      handler: receiveWebhook,
    })
    app.route({
      method: ['GET', 'PUT', 'PATCH', 'DELETE'],
      url: '/webhooks/:source',
      schema: { hide: true },
      onRequest: async (_request, reply) => sendProblem(reply, problems.wrongMethod),
      handler: async (_request, reply) => sendProblem(reply, problems.wrongMethod),
    })
    app.post('/v1/handoffs', {
      ...noValidation,
      schema: apiRouteSchema,
      onRequest: admitApi,
      handler: receiveApi,
    })
  }

const sourceLimiter = (app: FastifyInstance, limit: Source['rateLimit']): Limiter => {
  const count = app.createRateLimit({ max: limit.max, timeWindow: limit.window, keyGenerator: () => 'all' })
  return async (request) => {
    const counted = await count(request)
    return !counted.isAllowed && counted.isExceeded ? Math.max(1, counted.ttlInSeconds) : 0
  }
}

// A signature is over the bytes as they came, so nothing may parse them first.
const readRawBodies = (app: FastifyInstance) => {
  app.removeAllContentTypeParsers()
  // Fastify finds a parser by its exact type much sooner than the one for everything else.
  const types = ['application/json', 'application/x-www-form-urlencoded', '*']
  app.addContentTypeParser(types, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(?:;|$)/

/** Fastify refuses what is no media type, such as `json`, before reading the body; ours does not depend on it. */
const proceed = (request: FastifyRequest, done: Done) => {
  const header = request.headers['content-type']
  if (header !== undefined && header !== 'application/json' && !mediaType.test(header)) {
    request.headers['content-type'] = 'application/octet-stream'
  }
  done()
}

const sourceParameter = ({ params }: FastifyRequest): string =>
  typeof params === 'object' && params !== null && 'source' in params ? String(params.source) : ''

const queryValue = ({ query }: FastifyRequest, name: string): unknown =>
  typeof query === 'object' && query !== null ? (query as Record<string, unknown>)[name] : undefined

const secretNames = [
  'secret',
  'token',
  'key',
  'apikey',
  'api_key',
  'access_token',
  'webhook_secret',
  'password',
]

const hasSecretInAddress = (request: FastifyRequest): boolean =>
  secretNames.some((name) => queryValue(request, name) !== undefined)

/** A body's `source` counts when it names a configured source; else it is a field like any other. */
const doorOfBody = (
  doors: Map<string, SourceDoor>,
  body: Record<string, unknown>,
): SourceDoor | undefined => {
  const name = Object.hasOwn(body, 'source') ? body['source'] : undefined
  const door = typeof name === 'string' ? doors.get(name) : undefined
  if (door !== undefined) delete body['source']
  return door
}
