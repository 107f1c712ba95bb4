import { sql } from 'kysely'
import t from 'tap'
import { openDatabase } from '../../../src/database/open-database.ts'
import { silent } from '../../ledger/silent.ts'
import { openTestDatabase } from '../../postgres/open-test-database.ts'
import { postgresMissing } from '../../postgres/postgres-missing.ts'
import { describeKnowledgeStore } from './store-contract.ts'

const missing = postgresMissing()
if (missing !== false) t.test('knowledge that is kept', { skip: missing }, async () => {})
else {
  /** One database for all of them, emptied for each. */
  let shared: Promise<string> | undefined
  describeKnowledgeStore('PostgreSQL', async (subtest) => {
    shared ??= openTestDatabase(t).then(({ url }) => url)
    const databaseUrl = await shared
    const database = await openDatabase({ dataDir: '', databaseUrl, exclusive: false, logger: silent })
    subtest.teardown(() => database.close())
    await sql`truncate knowledge, knowledge_vectors, knowledge_feeds`.execute(database.kysely)
    return database
  })
}
