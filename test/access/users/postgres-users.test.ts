import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../../src/database/open-database.ts'
import { silent } from '../../ledger/silent.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { describeUsers } from './users-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('people and sessions', { skip: missing }, async () => {})
else {
  /** One database for all of them, emptied for each. */
  let shared: Promise<string> | undefined
  describeUsers('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const open = async () => {
      const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
      subtest.teardown(() => database.close())
      return database
    }
    const database = await open()
    await sql`truncate users, invitations, desk_sessions, desk_secrets, sign_in_guesses`.execute(
      database.kysely,
    )
    return { database, beside: open, rival: open }
  })
}
