import swagger from '@fastify/swagger'
import Fastify from 'fastify'
import type { ApiDependencies } from '../src/api/api-dependencies.ts'
import { openApiOptions } from '../src/api/openapi.ts'
import type { IntakeDependencies } from '../src/intake/create-intake.ts'
import { systemClock } from '../src/ops/clock.ts'
import type { Health } from '../src/ops/create-health.ts'
import { createLogger } from '../src/ops/create-logger.ts'
import { createMetrics } from '../src/ops/create-metrics.ts'
import { setProblemHandlers } from '../src/ops/problem.ts'
import { registerRoutes } from '../src/register-routes.ts'

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
  await registerRoutes(app, {
    intake: {
      ledger: absent<IntakeDependencies['ledger']>('ledger'),
      sources: {},
      access: absent<IntakeDependencies['access']>('access'),
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
      bodyHashWindowMs: 0,
      observe: () => undefined,
    },
    events: {
      accounts: [
        { name: 'main', vendor: 'freshdesk', secrets: [] },
        { name: 'second', vendor: 'zendesk', secrets: [] },
      ],
      putHint: async () => undefined,
      onHint: () => undefined,
      clock: systemClock,
      logger: createLogger({ level: 'silent' }),
      observe: () => undefined,
    },
    api: {
      ledger: absent<ApiDependencies['ledger']>('ledger'),
      erasure: absent<ApiDependencies['erasure']>('erasure'),
      classifier: absent<ApiDependencies['classifier']>('classifier'),
      access: absent<ApiDependencies['access']>('access'),
      tickets: absent<ApiDependencies['tickets']>('tickets'),
      triage: null,
      policy: absent<ApiDependencies['policy']>('policy'),
      clock: systemClock,
    },
    operations: {
      health: absent<Health>('health'),
      metrics: createMetrics({ now: Date.now, processFigures: false }),
    },
  })
  await app.ready()
  return app
}
