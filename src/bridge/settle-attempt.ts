import type { Ledger } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import type { Attempt } from './attempt.ts'
import type { Settlement } from './settlement.ts'

const firstPauseMs = 250
const longestPauseMs = 5_000

const record = async (attempt: Attempt, settlement: Settlement, ledger: Ledger): Promise<boolean> => {
  const { claim } = attempt
  switch (settlement.kind) {
    case 'delivered':
      return ledger.complete(claim, { ...settlement, ...settlement.follows })
    case 'retry':
    case 'park': {
      if (settlement.clear !== null && !(await ledger.clearWrite(claim, settlement.clear))) return false
      return settlement.kind === 'retry'
        ? ledger.retryLater(claim, settlement)
        : ledger.park(claim, settlement.why)
    }
    case 'hold':
      return ledger.hold(claim, settlement.dueAt)
    case 'move':
      return ledger.moveTo(claim, { ...settlement, flags: settlement.fallback ? ['moved-fallback'] : [] })
    case 'lost':
      return false
    default:
      return settlement satisfies never
  }
}

/**
 * Tells the ledger how an attempt ended. A ledger that is away is told again until the lease is lost: what is known now (a
 * ticket's number above all) would have to be found out again. False: the hand-off is someone else's.
 */
export const settleAttempt = async (
  attempt: Attempt,
  settlement: Settlement,
  { ledger, clock }: { ledger: Ledger; clock: Clock },
): Promise<boolean> => {
  for (let pause = firstPauseMs; !attempt.lost.aborted; pause = Math.min(longestPauseMs, pause * 2)) {
    try {
      return await record(attempt, settlement, ledger)
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error
      await sleep(clock, pause, attempt.lost)
    }
  }
  return false
}
