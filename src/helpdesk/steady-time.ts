import type { Clock } from '../ops/clock.ts'

/**
 * The clock's time, but never running backwards: when a time server sets the machine's clock back, this goes on from
 * where it was, so that budgets and pauses neither stall for the difference nor start over.
 */
export interface SteadyTime {
  now(): number
  /** The moment on the clock for a moment of this time. */
  toClock(at: number): number
}

export const createSteadyTime = (clock: Pick<Clock, 'now'>): SteadyTime => {
  let last = clock.now()
  let offset = 0
  return {
    now: () => {
      const now = clock.now()
      if (now < last) offset += last - now
      last = now
      return now + offset
    },
    toClock: (at) => at - offset,
  }
}
