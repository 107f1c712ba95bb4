import type { FastifyInstance } from 'fastify'
import type { ApiDependencies } from './api/api-dependencies.ts'
import { createApi } from './api/create-api.ts'
import { createIntake, type IntakeDependencies } from './intake/create-intake.ts'
import type { Health } from './ops/create-health.ts'
import type { Metrics } from './ops/create-metrics.ts'
import { createHealthRoutes } from './ops/health-routes.ts'
import type { EventRouteDependencies } from './triage/events/create-event-routes.ts'

export interface RouteDependencies {
  intake: IntakeDependencies
  /** Null: no help desk tells of its changes. */
  events: EventRouteDependencies | null
  api: ApiDependencies
  operations: { health: Health; metrics: Metrics }
}

/** Every documented route of the service, in one place: the app serves them, and openapi.yaml is made from them. */
export const registerRoutes = async (
  app: FastifyInstance,
  dependencies: RouteDependencies,
): Promise<void> => {
  await app.register(createIntake(dependencies.intake))
  if (dependencies.events !== null) {
    const { createEventRoutes } = await import('./triage/events/create-event-routes.ts')
    await app.register(createEventRoutes(dependencies.events))
  }
  await app.register(createApi(dependencies.api))
  await app.register(createHealthRoutes(dependencies.operations))
}
