import { openSqliteStore } from '../tickets/open-sqlite-store.ts'
import { describeOutbox } from './outbox-contract.ts'

describeOutbox('SQLite', async (t) => {
  const database = await openSqliteStore(t)
  return { database, beside: database }
})
