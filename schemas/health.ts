import * as z from 'zod'

/** What `/livez` answers. */
export const livenessSchema = z
  .strictObject({ status: z.literal('ok') })
  .describe('The process is alive.')
  .meta({ id: 'Liveness' })

/** What `/readyz` answers, with 200 when `ready`, else with 503. */
export const readinessSchema = z
  .strictObject({
    ready: z.boolean().describe('Whether hand-offs can be taken in.'),
    status: z
      .enum(['ok', 'degraded', 'down'])
      .describe('`degraded`: hand-offs are taken in, but a person should look at the checks.'),
    checks: z.array(
      z.strictObject({
        name: z.string(),
        status: z.enum(['pass', 'warn', 'fail']),
        detail: z.string().describe('For people; holds nothing personal and no secret.'),
      }),
    ),
  })
  .describe('Whether hand-offs can be taken in, and what was looked at.')
  .meta({ id: 'Readiness' })
