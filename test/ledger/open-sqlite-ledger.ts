import type { Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Clock } from '../../src/ops/clock.ts'
import { createManualClock } from '../manual-clock.ts'
import type { LedgerUnderTest } from './ledger-contract.ts'
import { silent } from './silent.ts'

export interface SqliteLedger {
  ledger: Ledger
  database: Database
}

/** A ledger over the SQLite file in a folder; closed when the test ends. */
export const openSqliteLedger = async (
  t: Test,
  options: { dataDir: string; clock: Clock; exclusive?: boolean },
): Promise<SqliteLedger> => {
  const { dataDir, clock, exclusive = true } = options
  const database = await openDatabase({ dataDir, exclusive, logger: silent })
  const ledger = createLedger({ database, clock, logger: silent })
  t.teardown(() => ledger.close())
  return { ledger, database }
}

export const openForContract = async (t: Test): Promise<LedgerUnderTest> => {
  const clock = createManualClock()
  const dataDir = t.testdir()
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  const beside = async (): Promise<Ledger> =>
    (await openSqliteLedger(t, { dataDir, clock, exclusive: false })).ledger
  return { ledger, clock, beside }
}
