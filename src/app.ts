import { randomUUID } from 'node:crypto'
import sensible from '@fastify/sensible'
import { type FastifyInstance, type FastifyServerOptions, fastify, LogController } from 'fastify'
import type { Dependencies } from './dependencies.ts'
import { setProblemHandlers } from './ops/problem.ts'
import { problemServerOptions } from './ops/problem-server-options.ts'
import { documentRoutes } from './reference/document-routes.ts'
import { referenceRoutes } from './reference/reference-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { serveDesk } from './serve-desk.ts'
import type { EventRouteDependencies } from './triage/events/create-event-routes.ts'
import { eventAccounts } from './triage/events/event-accounts.ts'

// Rooms bring zod's compilers for their schemas. Fastify's own, 115 modules of ajv and fast-json-stringify, would cost a tenth
// of the start; with this they are not even loaded.
const refuse = (): never => {
  throw new Error('A route has a schema, but the plugin it stands in has set no compiler for it.')
}

/** What has not been answered this long after the end began is cut; the sender knows then that it has to repeat. */
const lingerMs = 2000

/** Builds the HTTP side; it does not listen. `close()` ends it, not the dependencies. */
export const buildApp = async (dependencies: Dependencies): Promise<FastifyInstance> => {
  const { config, ledger, access, clock, classifier, tickets, health, metrics, policy } = dependencies
  const shared: FastifyServerOptions = {
    loggerInstance: dependencies.logger,
    // A line a request would double the log; rooms log what matters, with the request's id.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger of its own for each request costs 4 µs, and hardly any request is logged: lines name the request themselves.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    bodyLimit: config.server.bodyLimit,
    trustProxy: config.server.trustProxy,
    schemaController: { compilersFactory: { buildValidator: refuse, buildSerializer: refuse } },
  }
  const app = fastify({
    ...problemServerOptions,
    ...shared,
    requestTimeout: config.server.requestTimeout,
    forceCloseConnections: 'idle',
    // Node looks for requests that are too slow every 30 s unless told otherwise. A missing Host is answered by ours.
    http: {
      connectionsCheckingInterval: 2000,
      // Node swaps the two when this one is the longer, and its default is 60 s: a body would have that long.
      headersTimeout: Math.min(60_000, config.server.requestTimeout || 60_000),
      requireHostHeader: false,
    },
  })
  setProblemHandlers(app)
  app.addHook('preClose', async () => {
    if (!app.server.listening) return
    // A connection on which nothing has come yet, as load balancers and browsers keep them, is not idle to Node: it would hold
    // up the end, and with it the worker's time to drain.
    const cancel = clock.after(lingerMs, () => app.server.closeAllConnections())
    app.server.once('close', cancel)
  })
  await app.register(sensible)
  // What is answered here is data for programs, never a page; a browser that is pointed at it must not guess otherwise.
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('x-content-type-options', 'nosniff')
    done()
  })
  await app.register(documentRoutes)
  await app.register(referenceRoutes)
  await registerRoutes(app, {
    intake: {
      ledger,
      sources: config.sources,
      access,
      clock,
      logger: dependencies.logger,
      bodyHashWindowMs: config.retention.bodyHashWindow,
      ticketLanguage: config.language,
      observe: dependencies.observeIntake,
    },
    events: eventsOf(dependencies),
    api: {
      ledger,
      erasure: dependencies.erasure,
      classifier,
      tickets,
      triage: dependencies.triage,
      policy,
      access,
      clock,
    },
    operations: { health, metrics },
  })
  if (config.desk.enabled)
    await app.register(
      serveDesk({
        options: shared,
        open: async () => {
          const desk = await dependencies.loadDesk()
          if (desk === null) throw new Error('The desk is configured, and was not opened.')
          return desk.plugin()
        },
      }),
    )
  return app
}

/** What help desks tell of their changes; null: none of them does. */
const eventsOf = ({
  config,
  triageStore,
  clock,
  logger,
  metrics,
  loadDelivery,
}: Dependencies): EventRouteDependencies | null => {
  const accounts = eventAccounts(config)
  if (triageStore === null || accounts.length === 0) return null
  return {
    accounts,
    putHint: triageStore.putHint,
    onHint: (hint) => {
      // What cannot be loaded is told by whoever starts the service; the hint is stored all the same.
      loadDelivery().then(
        ({ triage }) => triage?.poke(hint),
        () => {},
      )
    },
    clock,
    logger: logger.child({ room: 'triage' }),
    observe: metrics.triaged,
  }
}
