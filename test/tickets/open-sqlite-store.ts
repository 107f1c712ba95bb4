import type { Test } from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { silent } from '../ledger/silent.ts'

export const openSqliteStore = async (t: Test) => {
  const database = await openDatabase({ dataDir: t.testdir(), exclusive: true, logger: silent })
  t.teardown(() => database.close())
  return database
}
