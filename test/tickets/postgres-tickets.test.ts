import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { freshdeskHarness } from '../contract/freshdesk-harness.ts'
import { silent } from '../ledger/silent.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { describeTickets } from './tickets-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('ticket operations', { skip: missing }, async () => {})
else {
  /** One database for all of them, emptied for each. */
  let shared: Promise<string> | undefined
  describeTickets('PostgreSQL', freshdeskHarness, async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
    subtest.teardown(() => database.close())
    await sql`truncate ticket_writes`.execute(database.kysely)
    return database
  })
}
