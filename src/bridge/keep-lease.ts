import type { Claim, Ledger } from '../ledger/ledger.ts'
import type { Clock } from '../ops/clock.ts'
import { keepLease as keep, type Lease } from '../ops/keep-lease.ts'

/** Keeps a claim's lease until `end`. */
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
}): Lease =>
  keep({ renew: () => ledger.renew(claim, leaseMs), leaseUntil: claimedAt + leaseMs, leaseMs, clock })
