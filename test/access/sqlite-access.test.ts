import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'
import { describeAccess } from './access-contract.ts'

describeAccess('SQLite', async (t) => {
  const dataDir = t.testdir()
  const open = async (exclusive: boolean) => {
    const database = await openDatabase({ dataDir, exclusive, logger: silent })
    t.teardown(() => database.close())
    return database
  }
  return { database: await open(true), beside: () => open(false) }
})
