import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../ops/clock.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import type { Logger } from '../ops/logger.ts'
import { sendProblem } from '../ops/problem.ts'
import { tooManyFailures } from './access-problems.ts'
import { createRefusalLog } from './create-refusal-log.ts'

/**
 * Counts a request that was not believed, notes it in the log, and answers it: with the problem, or with 429 when there were too many
 * from its address. `source` as in `RefusalLog`.
 */
export type Refuse = (
  request: FastifyRequest,
  reply: FastifyReply,
  source: string,
  problem: ProblemToSend,
) => void

// Failed attempts of one address per minute before they are answered 429 instead of 401. Valid requests from the same
// address (Zapier's and Botpress's are shared by all their customers) are never counted nor refused for it.
const failuresPerMinute = 60

/** The refuser of one plugin; it counts for itself, asks no store, and ends with the plugin's instance. */
export const createRefuser = async (
  app: FastifyInstance,
  dependencies: { clock: Pick<Clock, 'after'>; logger: Logger },
): Promise<Refuse> => {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false })
  const refusals = createRefusalLog(dependencies)
  const failures = app.createRateLimit({ max: failuresPerMinute, timeWindow: 60_000 })
  app.addHook('preClose', async () => refusals.close())
  return (request, reply, source, problem) => {
    refusals.note(source, problem.code)
    failures(request)
      .then((failed) => {
        const tooMany = !failed.isAllowed && failed.isExceeded
        sendProblem(reply, tooMany ? tooManyFailures(Math.max(1, failed.ttlInSeconds)) : problem)
      })
      .catch((error: unknown) => reply.send(error))
  }
}
