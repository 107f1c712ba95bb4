import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
  HookHandlerDoneFunction,
} from 'fastify'
import { createRefuser, type Refuse } from '../../access/create-refuser.ts'
import type { Clock } from '../../ops/clock.ts'
import type { ProblemToSend } from '../../ops/compose-problem.ts'
import type { Logger } from '../../ops/logger.ts'
import { sendProblem } from '../../ops/problem.ts'
import { admitAnyMediaType, readRawBodies } from '../../ops/raw-bodies.ts'
import type { TriageEvent } from '../triage-event.ts'
import type { Hint, TriageStore } from '../triage-store.ts'
import { createEventDoor } from './create-event-door.ts'
import type { EventAccount } from './event-accounts.ts'
import { eventNotStored, eventTooLarge, eventWrongMethod } from './event-problems.ts'
import { eventRouteSchemas } from './event-route-schema.ts'
import { putHintInTime } from './put-hint-in-time.ts'
import { readEvent } from './read-event.ts'

export interface EventRouteDependencies {
  /** Those of `eventAccounts`. A vendor without any has no route. */
  accounts: readonly EventAccount[]
  putHint: TriageStore['putHint']
  /** Called with a hint when it is stored; the finder looks at once then. */
  onHint: (hint: Hint) => void
  clock: Clock
  logger: Logger
  observe: (event: TriageEvent) => void
}

// A rule sends an id and a few labels; with description and comments ticked it is some KiB more.
const mostBytes = 262_144
const noBody = Buffer.alloc(0)

/**
 * The plugin with `POST /webhooks/freshdesk` and `POST /webhooks/zendesk`, each only when an account of that vendor has events: else a
 * source of that name keeps the address. Register it on an instance with `setProblemHandlers`. It answers 200 only after the store's
 * commit, and asks the store nothing for a request that is not believed.
 */
export const createEventRoutes =
  (dependencies: EventRouteDependencies): FastifyPluginAsync =>
  async (app) => {
    const vendors = (['freshdesk', 'zendesk'] as const).filter((vendor) =>
      dependencies.accounts.some((account) => account.vendor === vendor),
    )
    if (vendors.length === 0) return
    const refuse = await createRefuser(app, dependencies)
    readRawBodies(app)
    for (const vendor of vendors) addRoute(app, vendor, refuse, dependencies)
  }

const addRoute = (
  app: FastifyInstance,
  vendor: EventAccount['vendor'],
  refuse: Refuse,
  { accounts, putHint, onHint, clock, logger, observe }: EventRouteDependencies,
): void => {
  const door = createEventDoor(
    vendor,
    accounts.filter((account) => account.vendor === vendor),
    clock,
  )
  const disbelieve = (request: FastifyRequest, reply: FastifyReply, problem: ProblemToSend) => {
    observe({ kind: 'event', helpdesk: 'unknown', outcome: 'refused' })
    refuse(request, reply, `events of ${vendor}`, problem)
  }

  const onRequest = (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction) => {
    const refusal = door.checkHeaders(request.headers)
    if (refusal !== null) return disbelieve(request, reply, refusal)
    admitAnyMediaType(request)
    done()
  }

  const handler = (request: FastifyRequest, reply: FastifyReply) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : noBody
    const helpdesk = door.findSender(request.headers, bytes)
    if (typeof helpdesk !== 'string') return disbelieve(request, reply, helpdesk)
    const event = readEvent(request.headers, bytes)
    switch (event.kind) {
      case 'unreadable':
        observe({ kind: 'event', helpdesk, outcome: 'unreadable' })
        logger.warn({ helpdesk, code: event.problem.code, requestId: request.id }, 'event not understood')
        sendProblem(reply, event.problem)
        return
      case 'other':
        observe({ kind: 'event', helpdesk, outcome: 'ignored' })
        taken(reply)
        return
      case 'ticket':
        keep(request, reply, { helpdesk, ticketId: event.ticketId, changes: event.changes })
        return
      default:
        event satisfies never
    }
  }

  const keep = (
    request: FastifyRequest,
    reply: FastifyReply,
    told: Omit<Parameters<TriageStore['putHint']>[0], 'toldAt'>,
  ) => {
    const { helpdesk } = told
    const hint = { ...told, toldAt: clock.now() }
    putHintInTime(hint, { putHint, clock, onStored: () => onHint(hint) })
      .then((stored) => {
        observe({ kind: 'event', helpdesk, outcome: stored ? 'taken' : 'unavailable' })
        if (stored) return taken(reply)
        logger.error({ helpdesk, requestId: request.id }, 'event not stored')
        sendProblem(reply, eventNotStored)
      })
      .catch((error: unknown) => reply.send(error))
  }

  const errorHandler = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply) => {
    if (error.code !== 'FST_ERR_CTP_BODY_TOO_LARGE') return reply.send(error)
    observe({ kind: 'event', helpdesk: 'unknown', outcome: 'unreadable' })
    return sendProblem(reply, eventTooLarge)
  }

  const url = `/webhooks/${vendor}`
  const route = {
    bodyLimit: mostBytes,
    validatorCompiler: () => () => true,
    serializerCompiler: () => JSON.stringify,
    errorHandler,
    onRequest,
    handler,
  }
  app.post(url, { ...route, schema: eventRouteSchemas[vendor] })
  app.post(`${url}/`, { ...route, schema: { hide: true } })
  app.route({
    method: ['GET', 'PUT', 'PATCH', 'DELETE'],
    url,
    schema: { hide: true },
    onRequest: async (_request, reply) => sendProblem(reply, eventWrongMethod),
    handler: async (_request, reply) => sendProblem(reply, eventWrongMethod),
  })
}

const taken = (reply: FastifyReply) => {
  reply.header('content-type', 'application/json; charset=utf-8').send('{"ok":true}')
}
