// A database that sorts text as people of some country do, and ids with it.
import pg from 'pg'
import t from 'tap'
import { createManualClock } from '../manual-clock.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { claimAll, claimOne, store, ticket } from './contract/steps.ts'
import { anEntry } from './new-entry.ts'
import { openPostgresLedger } from './open-postgres-ledger.ts'

/** Beside the database of `url`, one whose text is sorted as in Lithuanian: y between i and j. Null where there is none. */
const openLithuanian = async (url: string, teardown: (work: () => Promise<unknown>) => void) => {
  const name = `${new URL(url).pathname.slice(1)}_lt`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  teardown(async () => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.end()
  })
  try {
    await client.query(
      `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'lt'`,
    )
  } catch {
    return null
  }
  return new URL(`/${name}`, url).href
}

t.test('a line goes on in a database that sorts ids otherwise', { skip: postgresMissing() }, async (t) => {
  const { url: other } = await openTestDatabase(t)
  const url = await openLithuanian(other, (work) => t.teardown(work))
  if (url === null) return t.comment('this PostgreSQL has no ICU, or not for databases')
  const clock = createManualClock()
  const ids = ['j', 'y'].map((last) => `ho_01kabcdefg000000000000000${last}`)
  const given = [...ids]
  const { ledger } = await openPostgresLedger(t, { url, clock, newId: () => given.shift() ?? '' })
  await store(ledger, anEntry('first', { requesterKey: 'ana' }))
  const first = await claimOne(ledger)
  await ledger.retryLater(first, { dueAt: clock.now() + 5000, why: 'no answer', failed: true })
  await store(ledger, anEntry('second', { requesterKey: 'ana' }))
  t.strictSame(await claimAll(ledger), [], 'the second waits for the first')
  clock.jump(5000)
  for (const id of ids) {
    const claim = await claimOne(ledger)
    t.equal(claim.entry.id, id)
    await ledger.complete(claim, { ticket, flags: [], why: 'created' })
  }
})
