const firstWaitMs = 1000
const longestWaitMs = 60_000
const passing: ReadonlySet<number> = new Set([408, 409, 425, 429])

/**
 * How long to wait (ms) before asking again after the `failures`-th failure in a row; null: asking again does not mend it. Pure.
 * Reading a text changes nothing there, so that every repeat is safe. `chance`: 0..1, which spreads those who wait. What the server
 * itself asks for (`Retry-After`, in seconds) is kept, up to a minute.
 */
export const decideRetry = (error: unknown, failures: number, chance: number): number | null => {
  const status = statusOf(error)
  if (status !== null && status < 500 && !passing.has(status)) return null
  const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** (failures - 1))
  return Math.max(doubled * (0.5 + chance / 2), Math.min(longestWaitMs, askedFor(error)))
}

/** The HTTP status that is behind an error; null: there was no answer. */
export const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : null

const askedFor = (error: unknown): number => {
  if (!(error instanceof Error) || !('responseHeaders' in error)) return 0
  const headers = error.responseHeaders
  if (typeof headers !== 'object' || headers === null || !('retry-after' in headers)) return 0
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0
}
