import t from 'tap'
import { type ReopenOptions, reopenStore } from '../../src/move/reopen-store.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { anEntry } from '../ledger/new-entry.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { contentOf, type Move, on, openMove } from './open-move.ts'

const skip = postgresMissing()

const reopen = ({ dataDir, url }: Move, change: Partial<ReopenOptions> = {}) =>
  reopenStore({ dataDir, databaseUrl: url, force: false, clock: systemClock, logger: silent, ...change })

t.test(
  'as long as nothing has happened in the target, the move is taken back and can be made again',
  {
    skip,
  },
  async (t) => {
    const move = await openMove(t)
    await move.run()
    t.same(await reopen(move), { kind: 'reopened', since: { received: 0, steps: 0, replied: false } })
    await t.rejects(openPostgresLedger(t, move), { code: 'moved' })
    const { ledger } = await openSqliteLedger(t, move)
    await ledger.put(anEntry('after going back'))
    await ledger.close()
    t.match(await move.run(), { kind: 'moved', source: { custody: { received: 7 } } })
    t.same(await on(move.openTarget, contentOf), await on(move.openSource, contentOf))
  },
)

t.test('a store that is not away is left alone', { skip }, async (t) => {
  const move = await openMove(t)
  t.same(await reopen(move), { kind: 'not-away' })
  await move.run({ copyOnly: true })
  t.same(await reopen(move), { kind: 'not-away' })
})

t.test('is refused when something was received or done in the target, unless forced', { skip }, async (t) => {
  const move = await openMove(t)
  await move.run()
  const { ledger } = await openPostgresLedger(t, move)
  await t.rejects(reopen(move, { force: true }), { code: 'target-in-use' })
  await ledger.put(anEntry('new'))
  await ledger.claim({ helpdesk: 'main', owner: 'replica', limit: 1, leaseMs: 1000 })
  await ledger.close()
  await t.rejects(reopen(move), {
    code: 'changed-since',
    message: /1 hand-off was received in PostgreSQL, and 1 step taken there.*--force/,
  })
  const { ledger: still } = await openPostgresLedger(t, move)
  await still.close()
  t.same(await reopen(move, { force: true }), {
    kind: 'reopened',
    since: { received: 1, steps: 1, replied: false },
  })
  await t.rejects(openPostgresLedger(t, move), { code: 'moved' })
  const { ledger: back } = await openSqliteLedger(t, move)
  await back.close()
  await t.rejects(move.run(), { code: 'target-not-empty', message: /holds what this store lacks/ })
})

t.test('without its database, or with another one, it goes by force only', { skip }, async (t) => {
  const move = await openMove(t)
  await move.run()
  const other = await openMove(t, async () => {})
  await t.rejects(reopen(move, { databaseUrl: undefined }), {
    code: 'changed-since',
    message: /DATABASE_URL/,
  })
  await t.rejects(reopen(move, { databaseUrl: other.url }), {
    code: 'changed-since',
    message: /another database/,
  })
  await t.rejects(openSqliteLedger(t, move), { code: 'moved' })
  t.same(await reopen(move, { databaseUrl: undefined, force: true }), { kind: 'reopened', since: null })
  await openSqliteLedger(t, move)
})
