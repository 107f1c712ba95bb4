// Seconds until the year 2286 have ten digits, milliseconds since 1973 at least twelve.
const firstMilliseconds = 100_000_000_000
const lastMs = Date.UTC(9999, 11, 31)

/**
 * A moment as ISO 8601 UTC, from ISO 8601 (UTC when it names no zone) or Unix seconds or milliseconds; null when it is none.
 */
export const readTime = (value: unknown): string | null => {
  const text = typeof value === 'string' ? value.trim() : value
  const number = typeof text === 'string' && /^\d{9,14}$/.test(text) ? Number(text) : text
  if (typeof number === 'number') return toIso(number < firstMilliseconds ? number * 1000 : number)
  if (typeof number !== 'string' || !/^\d{4}-\d\d-\d\d/.test(number) || number.length > 40) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(number) || number.length === 10
  return toIso(Date.parse(zoned ? number : `${number}Z`))
}

const toIso = (ms: number): string | null =>
  ms > 0 && ms <= lastMs ? new Date(Math.trunc(ms)).toISOString() : null
