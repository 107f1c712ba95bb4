/** Beyond a minute nobody waits who sits before a page. */
const longestMs = 60_000

/**
 * What an answer says of asking again: `retry-after-ms`, else `retry-after` in seconds or as an HTTP date (RFC 9110 §10.2.3), in ms; and
 * `x-should-retry`. `Infinity`: longer than anybody waits.
 */
export const readRetryHeaders = (
  header: (name: string) => string | undefined,
  now: number,
): { shouldRetry: string | null; retryAfterMs: number | null } => {
  const should = header('x-should-retry')
  return {
    shouldRetry: should === 'true' || should === 'false' ? should : null,
    retryAfterMs: readWait(header('retry-after-ms'), header('retry-after'), now),
  }
}

const readWait = (ms: string | undefined, after: string | undefined, now: number): number | null => {
  const wait =
    ms !== undefined && /^\s*\d+(?:\.\d+)?\s*$/.test(ms)
      ? Number(ms)
      : after === undefined
        ? Number.NaN
        : /^\s*\d+(?:\.\d+)?\s*$/.test(after)
          ? Number(after) * 1000
          : /^\s*[A-Za-z]{3}/.test(after)
            ? Date.parse(after) - now
            : Number.NaN
  if (Number.isNaN(wait)) return null
  return wait > longestMs ? Number.POSITIVE_INFINITY : Math.max(0, wait)
}
