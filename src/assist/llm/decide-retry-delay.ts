const mostRetries = 2
const firstMs = 500
const longestMs = 8_000
const mostJitter = 0.25

/**
 * How long to wait before the next of at most two retries, in ms; null: none. `retries`: how many there were. What the server asks for is
 * kept; where it asks for more than a minute it is not asked again. Otherwise half a second, doubled each time, at most eight, less up to
 * a quarter by `chance` (0..1), as OpenAI's own client does it. Pure.
 */
export const decideRetryDelay = (
  retries: number,
  retryAfterMs: number | null,
  chance: number,
): number | null => {
  if (retries >= mostRetries || retryAfterMs === Number.POSITIVE_INFINITY) return null
  if (retryAfterMs !== null) return retryAfterMs
  return Math.min(longestMs, firstMs * 2 ** retries) * (1 - mostJitter * chance)
}
