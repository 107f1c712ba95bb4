// Seconds until the year 2286 have ten digits, milliseconds since 1973 at least twelve.
const firstMilliseconds = 100_000_000_000
const lastMs = Date.UTC(9999, 11, 31)

// What `new Date().toISOString()` writes, for days that every month has: nothing to convert.
const canonical = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/**
 * A moment as ISO 8601 UTC, from ISO 8601 (UTC when it names no zone) or Unix seconds or milliseconds; null when it is none.
 */
export const readTime = (value: unknown): string | null => {
  if (typeof value === 'string' && canonical.test(value)) return value
  const text = typeof value === 'string' ? value.trim() : value
  const number = typeof text === 'string' && /^\d{9,14}$/.test(text) ? Number(text) : text
  if (typeof number === 'number') return toIso(number < firstMilliseconds ? number * 1000 : number)
  if (typeof number !== 'string' || !/^\d{4}-\d\d-\d\d/.test(number) || number.length > 40) return null
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(number) || number.length === 10
  return toIso(Date.parse(zoned ? number : `${number}Z`))
}

const toIso = (ms: number): string | null =>
  ms > 0 && ms <= lastMs ? new Date(Math.trunc(ms)).toISOString() : null
