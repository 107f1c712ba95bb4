import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { ApiDependencies } from '../src/api/api-dependencies.ts'
import { createApi } from '../src/api/create-api.ts'
import { openApiOptions } from '../src/api/openapi.ts'
import { createIntake, type IntakeDependencies } from '../src/intake/create-intake.ts'
import { systemClock } from '../src/ops/clock.ts'
import type { Health } from '../src/ops/create-health.ts'
import { createLogger } from '../src/ops/create-logger.ts'
import { createMetrics } from '../src/ops/create-metrics.ts'
import { createHealthRoutes } from '../src/ops/health-routes.ts'
import { setProblemHandlers } from '../src/ops/problem.ts'

/** Stands in for rooms that a document does not need: asking it for anything is a mistake. */
const absent = <T extends object>(name: string): T =>
  new Proxy({} as T, {
    get: () => () => {
      throw new Error(`The ${name} is not there while the document is made.`)
    },
  })

/** The service's routes, all of them, without anything behind. */
export const buildDocumentedApp = async (version: string) => {
  const app = Fastify({ logger: false })
  setProblemHandlers(app)
  await app.register(swagger, openApiOptions(version))
  await app.register(
    createIntake({
      ledger: absent<IntakeDependencies['ledger']>('ledger'),
      sources: {},
      apiKeys: [],
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
      bodyHashWindowMs: 0,
      observe: () => undefined,
    }),
  )
  await app.register(
    createApi({
      ledger: absent<ApiDependencies['ledger']>('ledger'),
      classifier: absent<ApiDependencies['classifier']>('classifier'),
      apiKeys: [],
    }),
  )
  await app.register(
    createHealthRoutes({
      health: absent<Health>('health'),
      metrics: createMetrics({ now: Date.now, processFigures: false }),
    }),
  )
  await app.ready()
  return app
}
