import type { IncomingHttpHeaders } from 'node:http'
import type { preValidationAsyncHookHandler } from 'fastify'
import { sendProblem } from '../ops/problem.ts'

// A space would be there too if the header came twice, since Node joins the two by ", ".
const form = /^[\x21-\x7e]{1,255}$/

/** The key of a write; null without one, `undefined` when it is none. */
export const parseIdempotencyKey = (headers: IncomingHttpHeaders): string | null | undefined => {
  const given = headers['idempotency-key']
  if (given === undefined) return null
  return typeof given === 'string' && form.test(given) ? given : undefined
}

/** Before anything is done and before it stands in the audit trail: who names a write wrongly must not believe it named. */
export const refuseBadKey: preValidationAsyncHookHandler = async (request, reply) => {
  if (parseIdempotencyKey(request.headers) !== undefined) return
  return sendProblem(reply, {
    status: 400,
    code: 'bad_idempotency_key',
    detail: 'Idempotency-Key has to be 1 to 255 visible ASCII characters without spaces, and to come once.',
  })
}
