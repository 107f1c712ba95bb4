import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify'
import { createApiKeyCheck } from '../ops/api-key.ts'
import { sendProblem } from '../ops/problem.ts'

/** Wrong keys per address and minute that are answered 401; further ones are answered 429. */
const wrongKeysPerMinute = 20

/**
 * Lets through who carries an API key. Only failures are counted against an address: behind a shared proxy a stranger's
 * guesses must not shut out those who have a key. Needs @fastify/rate-limit on `app`.
 */
export const createApiGuard = (
  app: FastifyInstance,
  apiKeys: readonly string[],
): onRequestAsyncHookHandler => {
  const hasKey = createApiKeyCheck(apiKeys)
  const countFailure = app.createRateLimit({ max: wrongKeysPerMinute, timeWindow: 60_000 })
  return async (request, reply) => {
    if (hasKey(request)) return
    const count = await countFailure(request)
    if (!count.isAllowed && count.isExceeded)
      return sendProblem(reply, {
        status: 429,
        code: 'rate_limited',
        detail: `Too many requests with a wrong key. Try again in ${count.ttlInSeconds} seconds.`,
        headers: { 'retry-after': String(count.ttlInSeconds) },
      })
    return sendProblem(reply, {
      status: 401,
      code: 'api_key_wrong',
      detail:
        apiKeys.length === 0
          ? 'No API key is configured, so nobody has access. Set RELEVO_API_KEY and restart.'
          : 'Send your API key as `Authorization: Bearer …` or `X-API-Key: …`.',
      headers: { 'www-authenticate': 'Bearer realm="relevo"' },
    })
  }
}
