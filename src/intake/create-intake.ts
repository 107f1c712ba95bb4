import type {
  HookHandlerDoneFunction as Done,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify'
import type { Source } from '../../schemas/configuration.ts'
import type { Access, Admission, AuditTrail } from '../access/access.ts'
import { keyRefused, keysUnavailable, keyTooOften, scopeMissing } from '../access/access-problems.ts'
import { createRefuser } from '../access/create-refuser.ts'
import { prepareRequests } from '../access/request-access.ts'
import { deedOf } from '../access/request-deed.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import { sendProblem } from '../ops/problem.ts'
import { problemFromError } from '../ops/problem-from-error.ts'
import { admitAnyMediaType, readRawBodies } from '../ops/raw-bodies.ts'
import { createReceiver, type ReceiverDependencies } from './create-receiver.ts'
import * as problems from './intake-problems.ts'
import { apiRouteSchema, webhookRouteSchema } from './intake-route-schema.ts'
import { createApiDoor, createSourceDoors, type SourceDoor } from './source-door.ts'

export interface IntakeDependencies extends Omit<ReceiverDependencies, 'refuse' | 'ticketLanguage'> {
  sources: Readonly<Record<string, Source>>
  /** Who may use `POST /v1/handoffs`. */
  access: Pick<Access, 'doorkeeper'> & { trail: Pick<AuditTrail, 'refused'> }
  /** Default `en`. */
  ticketLanguage?: string
}

/**
 * The plugin with `POST /webhooks/:source` and `POST /v1/handoffs`. Register it on an instance with
 * `setProblemHandlers`; the instance's `bodyLimit` holds. Every answer is JSON with `ok`; a 2xx is given only after the
 * ledger's commit.
 */
export const createIntake =
  ({ sources, access, ticketLanguage = 'en', ...dependencies }: IntakeDependencies): FastifyPluginAsync =>
  async (app) => {
    const refuseAndCount = await createRefuser(app, dependencies)
    prepareRequests(app)
    const { clock, observe } = dependencies
    const doors = createSourceDoors(sources, clock)
    const apiDoor = createApiDoor(doors, clock)

    const refuse = (request: FastifyRequest, reply: FastifyReply, source: string, problem: ProblemToSend) => {
      observe({ kind: 'unauthenticated', source, code: problem.code })
      refuseAndCount(request, reply, source, problem)
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

    // Hooks and handlers without promises: these run for every request, and each promise is measurable.
    const admitWebhook = (request: FastifyRequest, reply: FastifyReply, done: Done) => {
      const door = webhookDoor(request)
      if (door === undefined) {
        const isEvent = ['freshdesk', 'zendesk'].includes(sourceParameter(request))
        return refuse(request, reply, 'unknown', isEvent ? problems.eventsNotTaken : problems.unknownSource)
      }
      const refusal = door.authenticator.checkHeaders(request.headers)
      if (refusal === null) return proceed(request, done)
      const inAddress = hasSecretInAddress(request)
      refuse(
        request,
        reply,
        door.name,
        inAddress ? problems.secretInAddress : problems.unauthenticated(refusal),
      )
    }

    const admitApi = (request: FastifyRequest, reply: FastifyReply, done: Done) => {
      const admission = access.doorkeeper.admit(request.headers)
      // A promise only when the store has to be asked.
      if (!(admission instanceof Promise)) return enter(admission, request, reply, done)
      admission
        .then((answer) => enter(answer, request, reply, done))
        .catch((error: unknown) => reply.send(error))
    }

    const enter = (admission: Admission, request: FastifyRequest, reply: FastifyReply, done: Done) => {
      if (admission.kind === 'refused') return refuse(request, reply, 'api', keyRefused(admission.why))
      if (admission.kind === 'unavailable') {
        observe({ kind: 'unavailable', source: 'api' })
        sendProblem(reply, keysUnavailable)
        return
      }
      const { caller } = admission
      const seconds = caller.limit()
      if (seconds > 0) {
        observe({ kind: 'limited', source: 'api' })
        sendProblem(reply, keyTooOften(seconds))
        return
      }
      if (!caller.may('handoffs:write')) {
        observe({ kind: 'unauthenticated', source: 'api', code: 'scope_missing' })
        // What is handed over stands in the ledger; what was not allowed to be stands in the trail.
        void access.trail
          .refused(deedOf(request, caller), 403)
          .then(() => sendProblem(reply, scopeMissing('handoffs:write')))
        return
      }
      request.caller = caller
      const named = queryValue(request, 'source')
      if (named === undefined || doors.has(String(named))) return proceed(request, done)
      sendProblem(reply, problems.unknownSource)
    }

    const receiveWebhook = (request: FastifyRequest, reply: FastifyReply) => {
      const door = webhookDoor(request)
      if (door === undefined) refuse(request, reply, 'unknown', problems.unknownSource)
      else receiver.receive(door, request, reply)
    }

    const receiveApi = (request: FastifyRequest, reply: FastifyReply) => {
      const named = doors.get(String(queryValue(request, 'source') ?? ''))
      const door = named === undefined ? apiDoor : { ...named, authenticator: apiDoor.authenticator }
      receiver.receive(door, request, reply, (body) => doorOfBody(doors, body) ?? door)
    }

    const noValidation = {
      validatorCompiler: () => () => true,
      serializerCompiler: () => JSON.stringify,
      // Headers for browsers say nothing to a bot, and writing them took 4 % of an accepted hand-off's time.
    }
    app.post('/webhooks/:source', {
      ...noValidation,
      schema: webhookRouteSchema,
      onRequest: admitWebhook,
      handler: receiveWebhook,
    })
    // Botpress's Chat integration adds a slash to whatever address it is given.
    app.post('/webhooks/:source/', {
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
      // Checked by `admitApi`; here for the documents.
      config: { scope: 'handoffs:write' },
      schema: apiRouteSchema,
      onRequest: admitApi,
      handler: receiveApi,
    })
  }

/** What is no media type is read all the same: the body itself says what it is. */
const proceed = (request: FastifyRequest, done: Done) => {
  admitAnyMediaType(request)
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
