import type { Clock } from '../../../src/ops/clock.ts'

/** A process in simulated time: it can be stopped for a while (SIGSTOP) and killed (SIGKILL); its timers know. */
export interface TestProcess extends Clock {
  isRunning(): boolean
  isDead(): boolean
  freeze(forMs: number): void
  kill(): void
}

export const createTestProcess = (clock: Clock): TestProcess => {
  let dead = false
  let frozen = 0
  let missed: (() => void)[] = []

  return {
    now: clock.now,
    after: (ms, callback) => {
      let cancelled = false
      const run = () => {
        if (cancelled || dead) return
        if (frozen > 0) missed.push(run)
        else callback()
      }
      const cancel = clock.after(ms, run)
      return () => {
        cancelled = true
        cancel()
      }
    },
    isRunning: () => !dead && frozen === 0,
    isDead: () => dead,
    freeze: (forMs) => {
      frozen++
      clock.after(forMs, () => {
        if (--frozen > 0) return
        const late = missed
        missed = []
        for (const run of late) run()
      })
    },
    kill: () => {
      dead = true
    },
  }
}
