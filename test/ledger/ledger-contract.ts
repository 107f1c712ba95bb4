import type { Test } from 'tap'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { ManualClock } from '../manual-clock.ts'
import { describeAccepting } from './contract/accepting.ts'
import { describeClaiming } from './contract/claiming.ts'
import { describeFollowingUp } from './contract/following-up.ts'
import { describeForgetting } from './contract/forgetting.ts'
import { describeHolding } from './contract/holding.ts'
import { describeLines } from './contract/lines.ts'
import { describeMoving } from './contract/moving.ts'
import { describeReading } from './contract/reading.ts'
import { describeRepairDesk } from './contract/repair-desk.ts'
import { describeReviewing } from './contract/reviewing.ts'
import { describeSettling } from './contract/settling.ts'
import { describeWaiting } from './contract/waiting.ts'

export interface LedgerUnderTest {
  ledger: Ledger
  clock: ManualClock
  /** The same store as another process sees it. */
  beside: () => Promise<Ledger>
}

/** Opens a new, empty ledger and closes it when the test ends. */
export type OpenLedger = (t: Test) => Promise<LedgerUnderTest>

/** What every ledger must do, whatever it keeps its rows in. */
export const describeLedger = (open: OpenLedger): void => {
  describeAccepting(open)
  describeClaiming(open)
  describeLines(open)
  describeSettling(open)
  describeHolding(open)
  describeMoving(open)
  describeRepairDesk(open)
  describeReading(open)
  describeFollowingUp(open)
  describeReviewing(open)
  describeForgetting(open)
  describeWaiting(open)
}
