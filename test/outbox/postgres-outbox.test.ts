import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { describeOutbox } from './outbox-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('the outbox', { skip: missing }, async () => {})
else {
  /** One database for all of them, emptied for each. */
  let shared: Promise<string> | undefined
  describeOutbox('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const open = async () => {
      const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
      subtest.teardown(() => database.close())
      return database
    }
    const [database, beside] = [await open(), await open()]
    await sql`truncate outbox`.execute(database.kysely)
    return { database, beside }
  })
}
