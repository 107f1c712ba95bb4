import { randomUUID } from 'node:crypto'
import helmet from '@fastify/helmet'
import sensible from '@fastify/sensible'
import { type FastifyInstance, fastify, LogController } from 'fastify'
import { createApi } from './api/create-api.ts'
import type { Dependencies } from './dependencies.ts'
import { createIntake } from './intake/create-intake.ts'
import { createHealthRoutes } from './ops/health-routes.ts'
import { setProblemHandlers } from './ops/problem.ts'
import { problemServerOptions } from './ops/problem-server-options.ts'

/** Builds the HTTP side; it does not listen. `close()` ends it, not the dependencies. */
export const buildApp = async (dependencies: Dependencies): Promise<FastifyInstance> => {
  const { config, ledger, clock, classifier, health, metrics } = dependencies
  const app = fastify({
    ...problemServerOptions,
    loggerInstance: dependencies.logger,
    // A line a request would double the log; rooms log what matters, with the request's id.
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: config.server.bodyLimit,
    requestTimeout: config.server.requestTimeout,
    trustProxy: config.server.trustProxy,
    forceCloseConnections: 'idle',
  })
  setProblemHandlers(app)
  await app.register(sensible)
  await app.register(helmet, { global: true })
  await app.register(createHealthRoutes({ health, metrics }))
  await app.register(
    createIntake({
      ledger,
      sources: config.sources,
      apiKeys: config.api.keys,
      clock,
      logger: dependencies.logger,
      bodyHashWindowMs: config.retention.bodyHashWindow,
      ticketLanguage: config.language,
      observe: dependencies.observeIntake,
    }),
  )
  await app.register(createApi({ ledger, classifier, apiKeys: config.api.keys }))
  return app
}
