import type { Clock } from '../src/ops/clock.ts'

export interface ManualClock extends Clock {
  /** Moves time forward, running due timers in order (by time, then by age) and letting promises settle after each. */
  advance(ms: number): Promise<void>
  /** Moves time to the next timer and runs it. False: there is none. */
  advanceToNext(): Promise<boolean>
  /** Sets the clock without running timers, backwards too, as a time server does. */
  jump(ms: number): void
  /** Timers that wait. Zero after a close: nothing was left behind. */
  pending(): number
}

interface Timer {
  at: number
  order: number
  callback: () => void
}

// A turn of the event loop runs every promise reaction that is ready, however long the chain.
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A clock that stands still until it is told to move. Time starts at `startMs` (Unix ms). */
export const createManualClock = (startMs = Date.UTC(2026, 0, 1)): ManualClock => {
  let now = startMs
  let order = 0
  const timers = new Set<Timer>()

  const earliest = (until: number): Timer | undefined => {
    let first: Timer | undefined
    for (const timer of timers) {
      if (timer.at > until) continue
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer
    }
    return first
  }

  const run = async (timer: Timer) => {
    timers.delete(timer)
    now = Math.max(now, timer.at)
    timer.callback()
    await settle()
  }

  return {
    now: () => now,
    after: (ms, callback) => {
      const timer = { at: now + Math.max(0, ms), order: order++, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: async (ms) => {
      await settle()
      const target = now + ms
      for (let timer = earliest(target); timer; timer = earliest(target)) await run(timer)
      now = Math.max(now, target)
      await settle()
    },
    advanceToNext: async () => {
      await settle()
      const timer = earliest(Number.POSITIVE_INFINITY)
      if (!timer) return false
      await run(timer)
      return true
    },
    jump: (ms) => {
      now += ms
    },
    pending: () => timers.size,
  }
}
