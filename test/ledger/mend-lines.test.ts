import t, { type Test } from 'tap'
import type { Database } from '../../src/database/database.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { claimAll, deliver, store } from './contract/steps.ts'
import { anEntry } from './new-entry.ts'
import { openPostgresLedger } from './open-postgres-ledger.ts'
import { openSqliteLedger } from './open-sqlite-ledger.ts'

const checkMending = async (t: Test, { ledger, database }: { ledger: Ledger; database: Database }) => {
  for (const number of [1, 2, 3]) await store(ledger, anEntry(`a${number}`, { requesterKey: 'ana' }))
  await store(ledger, anEntry('b', { requesterKey: 'ben' }))
  const first = await claimAll(ledger)
  t.equal(first.length, 2)
  t.equal(await ledger.mendLines(), 0, 'who waits for one that is under way is left alone')
  for (const claim of first) await deliver(ledger, claim)
  t.equal(await ledger.mendLines(), 0)
  // What no verb does: everybody of the line steps aside.
  await database.kysely
    .updateTable('handoffs')
    .set({ behind: 1 })
    .where('requester_key', '=', 'ana')
    .execute()
  t.same(await claimAll(ledger), [], 'nobody goes')
  let rung = 0
  ledger.onDue(() => {
    rung += 1
  })
  t.equal(await ledger.mendLines(), 1)
  t.equal(rung, 1)
  const [next, ...others] = await claimAll(ledger)
  t.same(others, [])
  t.ok(next, 'the first of them goes, and then the next')
  if (next !== undefined) await deliver(ledger, next)
  t.equal((await claimAll(ledger)).length, 1)
  t.equal(await ledger.mendLines(), 0)
}

t.test('a line that stands still is called up, in SQLite', async (t) => {
  await checkMending(t, await openSqliteLedger(t, { dataDir: t.testdir(), clock: createManualClock() }))
})

t.test('a line that stands still is called up, in PostgreSQL', { skip: postgresMissing() }, async (t) => {
  const { url } = await openTestDatabase(t)
  await checkMending(t, await openPostgresLedger(t, { url, clock: createManualClock() }))
})
