// A program of the tests: opens the store as a command does, says what it sees, and ends by itself.
import { openPostgres } from '../../../src/database/postgres/open-postgres.ts'
import { silent } from '../../ledger/silent.ts'

const [databaseUrl = ''] = process.argv.slice(2)
const database = await openPostgres({ databaseUrl, connections: 3, exclusive: false, logger: silent })
const { length } = await database.kysely.selectFrom('handoffs').select('id').execute()
console.log(`sees ${length}`)
