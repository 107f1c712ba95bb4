// A program of the tests: takes a lock in the store, says so, and holds it for ever.
import { openPostgres } from '../../../src/database/postgres/open-postgres.ts'
import { silent } from '../../ledger/silent.ts'

const [databaseUrl = '', name = ''] = process.argv.slice(2)
const database = await openPostgres({
  databaseUrl,
  connections: 3,
  exclusive: false,
  logger: silent,
  standstillMs: 1_500,
})
await database.write(async (transaction) => {
  await database.locking.take(transaction, [name])
  console.log('holds it')
  await new Promise((resolve) => setTimeout(resolve, 60_000))
})
