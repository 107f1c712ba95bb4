import { sql } from 'kysely'
import t from 'tap'
import { createManualClock } from '../../manual-clock.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { openPostgresLedger } from '../open-postgres-ledger.ts'
import { describeSearch } from './search-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('finding by words', { skip: missing }, async () => {})
else {
  let shared: Promise<string> | undefined
  describeSearch('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const url = await shared
    const clock = createManualClock()
    const { ledger, database } = await openPostgresLedger(subtest, { url, clock, exclusive: false })
    const { ledger: beside } = await openPostgresLedger(subtest, { url, clock, exclusive: false })
    await sql`truncate search_entries, search_words, search_progress, handoffs, payloads, classifications, history, counters`.execute(
      database.kysely,
    )
    return { ledger, database, clock, beside }
  })
}
