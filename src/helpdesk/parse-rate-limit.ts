export interface RateLimit {
  /** Calls per window that the account has in all. */
  total: number | null
  /** Calls left in the current window. */
  remaining: number | null
}

/**
 * Reads `X-RateLimit-Total` and `X-RateLimit-Remaining`. Their casing varies between accounts, and a value has been seen as
 * `100.0`; anything that is not a number of at least zero counts as absent.
 */
export const parseRateLimit = (headers: Record<string, string | string[] | undefined>): RateLimit => {
  const lowerCased = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return {
    total: toCount(lowerCased.get('x-ratelimit-total')),
    remaining: toCount(lowerCased.get('x-ratelimit-remaining')),
  }
}

const toCount = (value: string | string[] | undefined): number | null => {
  const text = (Array.isArray(value) ? value[0] : value)?.trim() ?? ''
  return /^\d+(\.\d+)?$/.test(text) ? Math.floor(Number(text)) : null
}
