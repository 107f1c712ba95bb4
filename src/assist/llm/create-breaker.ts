import type { Clock } from '../../ops/clock.ts'

/** How often it may fail in a row. */
const failuresInARow = 5
const firstPauseMs = 30_000
const longestPauseMs = 600_000

/** Leaves a server alone that fails again and again, and lets one request try it when the pause is over. Per process. */
export interface Breaker {
  /** Null: it may be asked. */
  away(): { why: string; until: number } | null
  /** Takes the one try after a pause where there is a pause; false: it must not be asked now. */
  enter(): boolean
  /** It answered as it should. */
  passed(): void
  failed(why: string): void
  /** The request ended without telling anything of the server. */
  left(): void
}

export const createBreaker = (clock: Clock): Breaker => {
  let failures = 0
  let pauseMs = 0
  let open: { why: string; until: number } | null = null
  let trying = false
  return {
    away: () => (open !== null && (trying || clock.now() < open.until) ? open : null),
    enter: () => {
      if (open === null) return true
      if (trying || clock.now() < open.until) return false
      trying = true
      return true
    },
    passed: () => {
      failures = 0
      pauseMs = 0
      open = null
      trying = false
    },
    failed: (why) => {
      failures++
      if (failures < failuresInARow && !trying) return
      pauseMs = pauseMs === 0 ? firstPauseMs : Math.min(longestPauseMs, pauseMs * 2)
      open = { why, until: clock.now() + pauseMs }
      trying = false
    },
    left: () => {
      trying = false
    },
  }
}
