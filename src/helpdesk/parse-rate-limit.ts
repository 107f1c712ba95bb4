export interface RateLimit {
  /** Calls per window that the account has in all. */
  total: number | null
  /** Calls left in the current window. */
  remaining: number | null
}

// Freshdesk; Zendesk; Zendesk's newer spelling, and the one that it had for a while.
const names = [
  ['x-ratelimit-total', 'x-ratelimit-remaining'],
  ['x-rate-limit', 'x-rate-limit-remaining'],
  ['ratelimit-limit', 'ratelimit-remaining'],
  ['rate-limit-limit', 'rate-limit-remaining'],
] as const

/**
 * Reads an account's rate limit from the headers of an answer, in whichever spelling comes. Casing varies between accounts, and a
 * value has been seen as `100.0`; anything that is not a number of at least zero counts as absent.
 */
export const parseRateLimit = (headers: Record<string, string | string[] | undefined>): RateLimit => {
  const lowerCased = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const first = (of: 0 | 1) =>
    names.map((pair) => toCount(lowerCased.get(pair[of]))).find((count) => count !== null) ?? null
  return { total: first(0), remaining: first(1) }
}

const toCount = (value: string | string[] | undefined): number | null => {
  const text = (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(text) ? Math.floor(Number(text)) : null
}
