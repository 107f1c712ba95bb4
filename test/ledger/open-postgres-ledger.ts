import { sql } from 'kysely'
import root, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createLedger } from '../../src/ledger/create-ledger.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Clock } from '../../src/ops/clock.ts'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import type { LedgerUnderTest } from './ledger-contract.ts'
import { silent } from './silent.ts'

export interface PostgresLedger {
  ledger: Ledger
  database: Database
}

/** A ledger over a database of PostgreSQL; closed when the test ends. */
export const openPostgresLedger = async (
  t: Test,
  options: { url: string; clock: Clock; exclusive?: boolean; newId?: (now: number) => string },
): Promise<PostgresLedger> => {
  const { url, clock, exclusive = true, newId } = options
  const database = await openDatabase({ dataDir: '', databaseUrl: url, exclusive, logger: silent })
  const ledger = createLedger({ database, clock, logger: silent, ...(newId && { newId }) })
  t.teardown(() => ledger.close())
  return { ledger, database }
}

/** One database for all tests of a file, emptied for each: making a new one takes longer than most tests. */
let shared: Promise<string> | undefined

const emptied = async (): Promise<string> => {
  shared ??= openTestDatabase(root).then(({ url }) => url)
  const url = await shared
  const database = await openDatabase({ dataDir: '', databaseUrl: url, exclusive: false, logger: silent })
  await sql`truncate escalations, reviews, kept_counts, handoffs, payloads, classifications, history, counters, probes, duties, account_shares, moves`.execute(
    database.kysely,
  )
  await database.close()
  return url
}

export const openForContract = async (t: Test): Promise<LedgerUnderTest> => {
  const clock = createManualClock()
  const url = await emptied()
  const { ledger } = await openPostgresLedger(t, { url, clock })
  const beside = async (): Promise<Ledger> => (await openPostgresLedger(t, { url, clock })).ledger
  return { ledger, clock, beside }
}
