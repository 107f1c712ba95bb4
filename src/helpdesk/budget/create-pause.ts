/** Holds calls after a 429: as long as the vendor asks, or else longer each time. */
export interface Pause {
  until(): number
  isOver(now: number): boolean
  /** A 429 for a call sent at `sentAt`. Calls that were sent before the pause do not make it grow. */
  refused(refusal: { sentAt: number; retryAfterMs: number | null; now: number }): void
  /** A call sent at `sentAt` was let through. */
  passed(sentAt: number): void
}

const firstMs = 1000
// A header is only believed so far: an old account's window of an hour, and some.
const longestMs = 3_900_000
// Retry-After is in whole seconds, so that it may be short by one; the rest keeps several processes apart.
const marginShare = 0.05
const longestMarginMs = 1000

export const createPause = (ceilingMs: number, random: () => number): Pause => {
  let until = Number.NEGATIVE_INFINITY
  let refusals = 0

  return {
    until: () => until,
    isOver: (now) => now >= until,
    refused: ({ sentAt, retryAfterMs, now }) => {
      // None is sent during a pause: those that are refused in it were under way when it began.
      const again = sentAt >= until
      if (again) refusals++
      if (retryAfterMs !== null) {
        const asked = Math.min(Math.max(0, retryAfterMs), longestMs)
        const margin = Math.min(longestMarginMs, Math.max(asked, firstMs) * marginShare)
        until = Math.max(until, now + asked + margin * (1 + random()) * 0.5)
      } else if (again) {
        const longest = Math.min(ceilingMs, firstMs * 2 ** Math.min(refusals - 1, 20))
        until = Math.max(until, now + longest * (0.5 + random() * 0.5))
      }
    },
    passed: (sentAt) => {
      if (sentAt >= until) refusals = 0
    },
  }
}
