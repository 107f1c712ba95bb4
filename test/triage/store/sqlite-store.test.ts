import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'
import { describeStore } from './store-contract.ts'

describeStore('SQLite', async (t) => {
  const database = await openSqliteStore(t)
  // A second connection of the same process would stand still with the first: SQLite waits for a lock without letting go of the thread.
  return { database, beside: database }
})
