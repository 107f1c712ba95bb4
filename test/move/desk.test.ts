import t from 'tap'
import { reopenStore } from '../../src/move/reopen-store.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createOutbox } from '../../src/outbox/create-outbox.ts'
import { anEntry } from '../ledger/new-entry.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { openOutbox, order } from '../outbox/open-outbox.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { contentOf, on, openMove } from './open-move.ts'

const skip = postgresMissing()

t.test('the desk goes on with the new store alone', { skip }, async (t) => {
  const move = await openMove(t, async (ledger) => {
    await ledger.put(anEntry('searched'))
    await ledger.indexForSearch({ limit: 10 })
  })
  await on(move.openSource, async (database) => {
    const sent = await createOutbox({ database, undoMs: 0, clock: move.clock }).send(order())
    t.equal(sent.kind, 'held')
    t.equal((await database.kysely.selectFrom('search_entries').selectAll().execute()).length, 1)
  })
  // As an earlier move may have left them there.
  await on(move.openTarget, ({ kysely }) =>
    kysely
      .insertInto('search_words')
      .values({ block: 0, word: 'erased', places: Buffer.of(0, 0) })
      .execute(),
  )
  t.match(await move.run(), { kind: 'moved' })
  t.same(await on(move.openTarget, contentOf), await on(move.openSource, contentOf))

  const { ledger, database } = await openPostgresLedger(t, move)
  for (const name of ['desk_sessions', 'desk_secrets', 'search_words'] as const)
    t.same(await database.kysely.selectFrom(name).selectAll().execute(), [], `${name} is made anew`)
  const [known] = (await ledger.list({ limit: 1 })).entries
  const found = async () => (await ledger.search({ text: 'log', limit: 5 })).entries.map(({ id }) => id)
  t.same(await found(), [])
  t.match(await ledger.indexForSearch({ limit: 10 }), { added: 1 })
  t.same(await found(), [known?.id], 'the words are found again')

  const opened = openOutbox(t, database)
  // One of the desk's rows waits, too.
  for (const owner of ['one', 'two']) opened.createWorker(owner).start()
  await opened.until(async () => (await opened.outbox.open(10)).every(({ state }) => state === 'failed'))
  t.same(
    opened.asked.map(({ ticketId }) => ticketId).sort(),
    ['1', '7'],
    'what waited is sent once, by the new store',
  )
  await t.rejects(openSqliteLedger(t, move), { code: 'moved' }, 'the old one serves nobody')
  await ledger.close()
  const options = { dataDir: move.dataDir, databaseUrl: move.url, clock: systemClock, logger: silent }
  await t.rejects(reopenStore({ ...options, force: false }), {
    code: 'changed-since',
    message: /Agents have sent replies there/,
  })
})

t.test('a target in which people sign in already is refused', { skip }, async (t) => {
  const move = await openMove(t, async () => {})
  await on(move.openTarget, ({ kysely }) =>
    kysely
      .insertInto('users')
      .values({
        ...{ id: 'u', email: 'a@example.org', name: 'A', role: 'admin', password: null, identity: null },
        ...{ language: null, theme: null, created_at: 0, created_by: 'x' },
        ...{ disabled_at: null, seen_at: null, locked_until: null },
      })
      .execute(),
  )
  await t.rejects(move.run(), { code: 'target-not-empty', message: /people who sign in there/ })
})
