import { openDatabase } from '../../../src/database/open-database.ts'
import { silent } from '../../ledger/silent.ts'
import { describeUsers } from './users-contract.ts'

describeUsers('SQLite', async (t) => {
  const dataDir = t.testdir()
  const open = async (exclusive: boolean) => {
    const database = await openDatabase({ dataDir, exclusive, logger: silent })
    t.teardown(() => database.close())
    return database
  }
  const database = await open(true)
  return { database, beside: () => open(false), rival: async () => database }
})
