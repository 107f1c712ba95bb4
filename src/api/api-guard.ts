import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'
import type { Access } from '../access/access.ts'
import { keyRefused, keysUnavailable, keyTooOften, scopeMissing } from '../access/access-problems.ts'
import { deedOf, isAudited } from '../access/request-deed.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import { sendProblem } from '../ops/problem.ts'

/** Wrong keys per address and minute that are answered 401; further ones are answered 429. */
const wrongKeysPerMinute = 20

/**
 * Lets through whose API key may do what the route's `config.scope` names. Only failures are counted against an address: behind
 * a shared proxy a stranger's guesses must not shut out those who have a key. Needs @fastify/rate-limit on `app`.
 */
export const createApiGuard = (
  app: FastifyInstance,
  { doorkeeper, trail }: Pick<Access, 'doorkeeper' | 'trail'>,
): onRequestAsyncHookHandler => {
  const countFailure = app.createRateLimit({ max: wrongKeysPerMinute, timeWindow: 60_000 })

  const refuse = async (request: FastifyRequest, reply: FastifyReply, problem: ProblemToSend) => {
    const count = await countFailure(request)
    if (!count.isAllowed && count.isExceeded)
      return sendProblem(reply, {
        status: 429,
        code: 'rate_limited',
        detail: `Too many requests with a wrong key. Try again in ${count.ttlInSeconds} seconds.`,
        headers: { 'retry-after': String(count.ttlInSeconds) },
      })
    return sendProblem(reply, problem)
  }

  return async (request, reply) => {
    const admission = await doorkeeper.admit(request.headers)
    if (admission.kind === 'unavailable') return sendProblem(reply, keysUnavailable)
    if (admission.kind === 'refused') {
      const problem = keyRefused(admission.why)
      const nobody = admission.why === 'missing' && !doorkeeper.hasConfiguredKeys
      return refuse(request, reply, nobody ? { ...problem, detail: `${problem.detail}${firstKey}` } : problem)
    }
    const { caller } = admission
    const seconds = caller.limit()
    if (seconds > 0) return sendProblem(reply, keyTooOften(seconds))
    request.caller = caller
    const scope = request.routeOptions.config.scope
    if (scope === undefined || caller.may(scope)) return
    if (isAudited(request)) await trail.refused(deedOf(request, caller), 403)
    return sendProblem(reply, scopeMissing(scope))
  }
}

const firstKey = ' No API key is configured; set RELEVO_API_KEY and restart, or make one: relevo keys create.'
