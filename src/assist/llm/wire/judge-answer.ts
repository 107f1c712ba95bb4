import { type Problem, problemOf } from './problem.ts'
import type { ServerError } from './read-error.ts'

const isTooLong =
  /context.{0,10}(?:length|size|window)|maximum context|too many tokens|prompt is too long|exceed\w* .{0,30}context|reduce the length/i
const isQuota = /insufficient_quota|billing|exceeded your current quota|credit balance|payment/i
const isFiltered = /content[_ -]?(?:filter|policy|management)/i

/**
 * What an answer with an error in it means. `status` is HTTP's, or the one in the body where a server says 200 all the same. Pure. Source:
 * the policy of OpenAI's own client: 408, 409, 429 and 5xx pass; a quota that is used up, credentials and unknown models do not.
 */
export const judgeAnswer = (
  status: number,
  error: ServerError,
  headers: { shouldRetry: string | null; retryAfterMs: number | null },
): Problem => {
  const said = `${error.code ?? ''} ${error.message}`
  const code = error.code !== null && /^[a-z_]{3,40}$/i.test(error.code) ? `, ${error.code}` : ''
  const why = `it answered with HTTP ${status}${code}`
  const answer = { answer: { status, error }, retryAfterMs: headers.retryAfterMs }
  if (status === 401 || status === 403)
    return problemOf('credentials', why, { ...answer, blamesServer: true })
  if (status === 429 && isQuota.test(said)) return problemOf('spent', why, answer)
  if (status === 413 || (status < 500 && isTooLong.test(said))) return problemOf('too-long', why, answer)
  if (status < 500 && status !== 429 && isFiltered.test(said)) return problemOf('filtered', why, answer)
  const usually = status === 408 || status === 409 || status === 429 || (status >= 500 && status !== 501)
  const passes = headers.shouldRetry === null ? usually : headers.shouldRetry === 'true'
  if (status === 429) return problemOf('rate-limited', why, { ...answer, passes })
  if (status === 404)
    return problemOf('broken', `${why}: it knows no such model, or its address lacks /v1`, {
      ...answer,
      blamesServer: true,
    })
  if (status >= 300 && status < 400)
    return problemOf('broken', `${why}: it points elsewhere, which is not followed`, {
      ...answer,
      blamesServer: true,
    })
  if (usually) return problemOf('away', why, { ...answer, passes, blamesServer: true })
  // What is wrong with this request says nothing of the next.
  return problemOf('broken', why, { ...answer, passes, blamesServer: status >= 500 })
}
