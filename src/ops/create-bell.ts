import type { Clock } from './clock.ts'

/** Wakes one sleeper. A ring while nobody sleeps is kept for the next, so that none is missed. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or at `until` (ms since the epoch; null: only a ring). */
  wait(until: number | null): Promise<void>
}

export const createBell = (clock: Clock): Bell => {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring() {
      rung = true
      wake?.()
    },
    wait: (until) =>
      new Promise((resolve) => {
        const finish = () => {
          cancel?.()
          wake = null
          rung = false
          resolve()
        }
        const cancel = until === null || rung ? null : clock.after(until - clock.now(), finish)
        if (rung) return finish()
        wake = finish
      }),
  }
}
