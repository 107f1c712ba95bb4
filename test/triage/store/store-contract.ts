import type { Test } from 'tap'
import type { Database } from '../../../src/database/database.ts'
import { createTriageStore } from '../../../src/triage/store/create-triage-store.ts'
import type { TriageStore } from '../../../src/triage/triage-store.ts'
import { silent } from '../../ledger/silent.ts'
import { describeEvidence } from './describe-evidence.ts'
import { describeHints } from './describe-hints.ts'
import { describePages } from './describe-pages.ts'
import { describeRetention } from './describe-retention.ts'
import { describeSwitches } from './describe-switches.ts'
import { describeWrites } from './describe-writes.ts'

export interface StoreUnderTest {
  database: Database
  store: TriageStore
  /** The same store as another process opens it. */
  beside: TriageStore
}

export type OpenStore = (t: Test) => Promise<StoreUnderTest>

/** What the store of triage promises, over any database. */
export const describeStore = (
  name: string,
  open: (t: Test) => Promise<{ database: Database; beside: Database }>,
): void => {
  const opened: OpenStore = async (t) => {
    const { database, beside } = await open(t)
    return {
      database,
      store: createTriageStore({ database, logger: silent }),
      beside: createTriageStore({ database: beside, logger: silent }),
    }
  }
  describePages(name, opened)
  describeHints(name, opened)
  describeWrites(name, opened)
  describeSwitches(name, opened)
  describeEvidence(name, opened)
  describeRetention(name, opened)
}
