import type { Clock } from './clock.ts'

export interface Lease {
  /** Aborts when what is held is, or may be, somebody else's. */
  lost: AbortSignal
  /** Whether it is ours at this moment, by the clock: a process that was frozen has no timer that told it. */
  isOurs(): boolean
  end(): void
}

/**
 * Renews a lease three times in its length until `end`. A store that does not answer is asked again until the lease has run out.
 * `renew` gets the new end (ms) and tells whether it was still ours.
 */
export const keepLease = (options: {
  renew: (until: number) => Promise<boolean>
  leaseUntil: number
  leaseMs: number
  clock: Clock
}): Lease => {
  const { renew, leaseMs, clock } = options
  const lost = new AbortController()
  let until = options.leaseUntil
  // Counts on when the clock is set back.
  let steadyUntil = performance.now() + until - clock.now()
  let isEnded = false
  let cancel = () => {}

  const isOurs = () => !lost.signal.aborted && clock.now() < until && performance.now() < steadyUntil
  const end = () => {
    isEnded = true
    cancel()
  }
  const again = async () => {
    const asked = clock.now() + leaseMs
    const steadyAsked = performance.now() + leaseMs
    try {
      if (await renew(asked)) {
        until = asked
        steadyUntil = steadyAsked
        return plan(leaseMs / 3)
      }
    } catch {
      if (isOurs()) return plan(leaseMs / 10)
    }
    if (isEnded) return
    end()
    lost.abort()
  }
  const plan = (ms: number) => {
    if (!isEnded) cancel = clock.after(ms, () => void again())
  }
  plan(leaseMs / 3)
  return { lost: lost.signal, isOurs, end }
}
