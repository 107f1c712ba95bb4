import t from 'tap'
import { createManualClock } from '../manual-clock.ts'
import { anEntry, filed } from './new-entry.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

t.test(
  'a review that cannot be read ends without being counted, and so does a count of a later version',
  async (t) => {
    const clock = createManualClock()
    const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
    await ledger.put(anEntry('a'))
    const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'w', limit: 1, leaseMs: 1000 })
    if (claim === undefined) throw new Error('not claimed')
    const ticket = { id: '7', url: 'https://desk.example/7', action: 'created' as const }
    await ledger.complete(claim, { ticket, flags: [], why: 'created', filed })
    await database.kysely.updateTable('reviews').set({ filed: '{"category":' }).execute()
    await clock.advance(86_400_000)
    const [review] = await ledger.dueReviews({ helpdesk: 'main', limit: 1 })
    if (review === undefined) throw new Error('not due')
    t.equal(review.filed, null)
    t.equal(await ledger.endReview(review, 'untold'), true)
    t.equal(await ledger.endReview(review, 'untold'), false)
    const count = {
      day: 30_000,
      source: 's',
      decided_by: 'oracle',
      category: 'c',
      outcome: 'kept',
      tickets: 1,
    }
    await database.kysely.insertInto('kept_counts').values(count).execute()
    t.same(await ledger.countKept(0), [])
  },
)
