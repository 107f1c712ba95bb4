import type { SandboxClock } from './sandbox-clock.ts'

export interface MovableClock extends SandboxClock {
  /** From now on the account's time is this much ahead of the clock's (behind, when negative). Timers stay as they are. */
  skew(ms: number): void
  skewedBy(): number
}

/** A clock that can be set wrong while it runs: help desks and their clients do not agree on the time. */
export const createMovableClock = (clock: SandboxClock): MovableClock => {
  let skewMs = 0
  return {
    now: () => clock.now() + skewMs,
    after: clock.after,
    skew: (ms) => {
      skewMs = ms
    },
    skewedBy: () => skewMs,
  }
}
