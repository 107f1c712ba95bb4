import type { FastifyPluginAsync } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import * as z from 'zod'
import { livenessSchema, readinessSchema } from '../../schemas/health.ts'
import { problemSchema } from '../../schemas/problem.ts'
import type { Health } from './create-health.ts'
import type { Metrics } from './create-metrics.ts'

// What `Metrics.render` writes.
const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

// Whatever the route, a request may be too large to be read.
const tooLarge = {
  431: {
    description: 'The headers of the request are too large.',
    content: { 'application/problem+json': { schema: problemSchema } },
  },
}

/**
 * `/livez` says that the process turns, `/readyz` whether hand-offs can be taken in, `/metrics` the figures. Open to
 * whoever reaches the port: they hold counts and names of the configuration, nothing personal and no secret.
 */
export const createHealthRoutes =
  (dependencies: { health: Health; metrics: Metrics }): FastifyPluginAsync =>
  async (instance) => {
    const { health, metrics } = dependencies
    instance.setValidatorCompiler(validatorCompiler)
    instance.setSerializerCompiler(serializerCompiler)
    const app = instance.withTypeProvider<ZodTypeProvider>()
    const quiet = { logLevel: 'warn' } as const

    app.get(
      '/livez',
      {
        ...quiet,
        schema: {
          operationId: 'getLiveness',
          summary: 'Whether the process is alive',
          description: 'Answers 200 while the process turns, whatever the store and the help desk do.',
          tags: ['operations'],
          security: [],
          response: { 200: livenessSchema, ...tooLarge },
        },
      },
      async () => ({ status: 'ok' as const }),
    )

    app.get(
      '/readyz',
      {
        ...quiet,
        schema: {
          operationId: 'getReadiness',
          summary: 'Whether hand-offs can be taken in',
          description:
            'Answers 503 only when the store takes no writes, or while shutting down. A help desk that is down reads `degraded` with 200: hand-offs are still taken in and kept.',
          tags: ['operations'],
          security: [],
          response: { 200: readinessSchema, 503: readinessSchema, ...tooLarge },
        },
      },
      async (_request, reply) => {
        const readiness = await health.readiness()
        return reply
          .code(readiness.ready ? 200 : 503)
          .header('cache-control', 'no-store')
          .send(readiness)
      },
    )

    app.get(
      '/metrics',
      {
        ...quiet,
        schema: {
          operationId: 'getMetrics',
          summary: 'Figures for Prometheus',
          tags: ['operations'],
          security: [],
          response: {
            200: {
              description: "Prometheus' text format",
              content: { 'text/plain': { schema: z.string() } },
            },
            ...tooLarge,
          },
        },
      },
      async (_request, reply) => {
        const text = await metrics.render()
        // A Buffer passes by the JSON serialiser.
        return reply.header('content-type', metricsContentType).send(Buffer.from(text) as never)
      },
    )
  }
