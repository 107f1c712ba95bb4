import type { Claim, Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'

export interface Lease {
  /** Aborts when the hand-off is, or may be, someone else's. */
  lost: AbortSignal
  end(): void
}

/**
 * Renews a claim's lease three times in its length until `end`. A ledger that does not answer is asked again until the lease
 * has run out by our own clock; then it counts as lost.
 */
export const keepLease = ({
  ledger,
  claim,
  claimedAt,
  leaseMs,
  clock,
}: {
  ledger: Pick<Ledger, 'renew'>
  claim: Claim
  claimedAt: number
  leaseMs: number
  clock: Clock
}): Lease => {
  const lost = new AbortController()
  let expiresAt = claimedAt + leaseMs
  // Counts on when the clock is set back.
  let steadyExpiresAt = performance.now() + expiresAt - clock.now()
  let ended = false
  let cancel = () => {}

  const renew = async () => {
    const asked = clock.now()
    const steadyAsked = performance.now()
    try {
      if (!(await ledger.renew(claim, leaseMs))) return end(true)
      expiresAt = asked + leaseMs
      steadyExpiresAt = steadyAsked + leaseMs
      plan(leaseMs / 3)
    } catch {
      if (clock.now() >= expiresAt || performance.now() >= steadyExpiresAt) return end(true)
      plan(leaseMs / 10)
    }
  }
  const plan = (ms: number) => {
    if (!ended) cancel = clock.after(ms, () => void renew())
  }
  const end = (isLost: boolean) => {
    if (ended) return
    ended = true
    cancel()
    if (isLost) lost.abort()
  }
  plan(leaseMs / 3)
  return { lost: lost.signal, end: () => end(false) }
}
