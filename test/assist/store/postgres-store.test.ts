import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../../src/database/open-database.ts'
import { silent } from '../../ledger/silent.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { describeStore } from './store-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('what is kept of drafts', { skip: missing }, async () => {})
else {
  /** One database for all of them, emptied for each. */
  let shared: Promise<string> | undefined
  describeStore('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const open = async () => {
      const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
      subtest.teardown(() => database.close())
      return database
    }
    const [database, beside] = [await open(), await open()]
    await sql`truncate drafts, draft_versions, llm_calls`.execute(database.kysely)
    return { database, beside }
  })
}
