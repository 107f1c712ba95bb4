import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { openSqliteStore } from '../tickets/open-sqlite-store.ts'
import { describeInbox } from './describe-inbox.ts'

describeInbox('SQLite', async (subtest) => {
  const database = await openSqliteStore(subtest)
  return { database, beside: database }
})

const missing = postgresMissing()
if (missing !== false) t.test('PostgreSQL', { skip: missing }, async () => {})
else {
  let shared: Promise<string> | undefined
  describeInbox('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const open = async () => {
      const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
      subtest.teardown(() => database.close())
      return database
    }
    const [database, beside] = [await open(), await open()]
    await sql`truncate inbox_feeds, inbox_tickets`.execute(database.kysely)
    return { database, beside }
  })
}
