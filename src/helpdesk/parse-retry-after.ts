/** Beyond an hour no helpdesk means it: all known limits are per minute or per hour. */
export const longestRetryAfterMs = 3_600_000
const shortestRetryAfterMs = 1_000

/**
 * Reads a `Retry-After` header (RFC 9110 §10.2.3): whole seconds or an HTTP date. Returns milliseconds from `now`, held
 * between one second and one hour; null when the header is missing or says nothing usable.
 */
export const parseRetryAfter = (header: string | string[] | undefined, now: number): number | null => {
  const text = (Array.isArray(header) ? header[0] : header)?.trim() ?? ''
  if (/^\d+(\.\d+)?$/.test(text)) return clamp(Number(text) * 1000)
  // Date.parse takes "-5" and "7 apples" for years: only what starts with a day's name is a date here.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : clamp(at - now)
}

const clamp = (ms: number): number =>
  Math.min(Math.max(Math.ceil(ms), shortestRetryAfterMs), longestRetryAfterMs)
