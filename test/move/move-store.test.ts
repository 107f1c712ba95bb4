import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import t, { type Test } from 'tap'
import { openDatabase } from '../../src/database/open-database.ts'
import { createAccountShare } from '../../src/helpdesk/share/create-account-share.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { isSettled } from '../../src/ledger/states.ts'
import { identifySource } from '../../src/move/departure.ts'
import type { MoveReport } from '../../src/move/move-report.ts'
import { reopenStore } from '../../src/move/reopen-store.ts'
import { systemClock } from '../../src/ops/clock.ts'
import { createDuties } from '../../src/replicas/create-duties.ts'
import { makeStep } from '../bridge/escalations/make-step.ts'
import { aHandoff, anEntry, filed } from '../ledger/new-entry.ts'
import { openPostgresLedger } from '../ledger/open-postgres-ledger.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { aClassification, aTicket } from './fill-store.ts'
import { contentOf, on, openMove, quiet } from './open-move.ts'

const skip = postgresMissing()

t.test('moves every row of every hand-off, and the ledger goes on from there', { skip }, async (t) => {
  const { dataDir, url, clock, run, openSource, openTarget } = await openMove(t)
  const outcome = await run()
  const before = await on(openSource, contentOf)
  t.same(await on(openTarget, contentOf), before)
  t.ok(before.length > 20)
  t.match(before.join('\n'), /ñandú/)
  t.match(before.join('\n'), /\ufffd/, 'there is text that PostgreSQL cannot hold as it is')
  t.match(outcome, {
    kind: 'moved',
    rewritten: 0,
    source: {
      totals: { handoffs: 7, payloads: 7, classifications: 1 },
      custody: { received: 6, refused: 1 },
    },
  })
  if (outcome.kind === 'moved') t.same(outcome.target, outcome.source)

  const { ledger } = await openPostgresLedger(t, { url, clock })
  await clock.advance(2 * 86_400_000)
  const again = await ledger.claim({ helpdesk: 'main', owner: 'replica', limit: 9, leaseMs: 1000 })
  t.match(
    again.map(({ entry }) => [entry.write?.kind, entry.writes, entry.attempts]),
    [
      ['add', 1, 2],
      [undefined, 0, 2],
    ],
    'what was under way is looked up and delivered by another worker',
  )
  t.match(await ledger.put(anEntry('delivered')), { kind: 'duplicate' }, 'repeats are known')
  await t.rejects(openSqliteLedger(t, { dataDir, clock }), {
    name: 'DatabaseRefused',
    code: 'moved',
    message: /set DATABASE_URL/,
  })
})

t.test('an empty store can be moved too', { skip }, async (t) => {
  const { run } = await openMove(t, async () => {})
  t.match(await run(), { kind: 'moved', rows: 0, target: { custody: { received: 0, balanced: true } } })
})

t.test('goes on where it was, wherever it was interrupted', { skip }, async (t) => {
  const { run, openSource, openTarget } = await openMove(t)
  const begun: number[] = []
  let outcome: Awaited<ReturnType<typeof run>> | null = null
  for (let runs = 0; outcome === null && runs < 20; runs++) {
    let portions = 0
    let phase = ''
    const report: MoveReport = {
      ...quiet,
      begin: (which, { done }) => {
        phase = which
        portions = 0
        if (which === 'copy') begun.push(done)
      },
      advance: () => {
        portions += 1
        // Each run makes one portion of the first pass; when that is through, one more of the second.
        if (portions > (phase === 'copy' ? 0 : runs - 4)) throw new Error('interrupted')
      },
    }
    outcome = await run({ report }).catch((error: unknown) => {
      t.match(error, { message: 'interrupted' })
      return null
    })
  }
  t.match(outcome, { kind: 'moved', rewritten: 0 })
  t.same(
    begun.slice(0, 5),
    [...begun.slice(0, 5)].sort((one, other) => one - other),
  )
  t.equal(new Set(begun).size, 5, 'no portion was copied twice')
  t.same(await on(openTarget, contentOf), await on(openSource, contentOf))
})

/** Runs every verb that changes something, each on hand-offs of its own; tells which were called. */
const runEveryVerb = async (t: Test, ledger: Ledger, clock: { advance(ms: number): Promise<void> }) => {
  const called = new Set<string>()
  const watched = new Proxy(ledger, {
    get: (target, name, receiver) => {
      called.add(String(name))
      return Reflect.get(target, name, receiver)
    },
  })
  const claimOne = async (leaseMs = 5000) => {
    const [claim] = await watched.claim({ helpdesk: 'verbs', owner: 'worker-2', limit: 1, leaseMs })
    if (claim === undefined) throw new Error('Nothing is due.')
    return claim
  }
  const { list } = ledger
  const all = (await list({ helpdesk: 'verbs', limit: 200 })).entries
  const open = all.filter(({ state }) => !isSettled(state))
  // Two of a line: one is claimed, the other steps aside.
  const renewed = await claimOne()
  await watched.renew(renewed, 500_000)
  await watched.recordClassification(await claimOne(), aClassification('hardware'))
  const marked = await claimOne()
  await watched.markWrite(marked, { kind: 'create', at: 5 })
  const cleared = await claimOne()
  await watched.markWrite(cleared, { kind: 'create', at: 5 })
  await watched.clearWrite(cleared, 'refused')
  await watched.flag(await claimOne(), 'possible-duplicate', 'two of them')
  await watched.recordPolicy(await claimOne(), 'a rule')
  await watched.moveTo(await claimOne(), { helpdesk: 'another', why: 'a rule', flags: [] })
  await watched.mendLines()
  const held = await claimOne()
  await watched.hold(held, 1)
  await watched.wake(held.entry.source)
  const escalations = ['first', 'second'].map((rule, at) => ({ step: makeStep({ rule }), dueAt: at }))
  const made = { ticket: aTicket('9'), flags: [], why: 'created', filed }
  await watched.complete(await claimOne(), { ...made, escalations })
  const due = { helpdesk: 'verbs', owner: 'worker-2', limit: 1, leaseMs: 5000 }
  for (const claim of await watched.claimEscalations(due)) await watched.postponeEscalation(claim, 1e12)
  for (const claim of await watched.claimEscalations({ ...due, limit: 9 }))
    await watched.endEscalation(claim, { event: 'escalated', why: 'first: note' })
  const reviewed = await claimOne()
  await watched.complete(reviewed, made)
  const { id: handoffId, source, helpdesk } = reviewed.entry
  const review = { handoffId, source, helpdesk, ticketId: '9', deliveredAt: 0, filed }
  t.equal(await watched.endReview(review, 'kept'), true)
  await watched.forgetKept(0)
  const postponed = await claimOne()
  await watched.complete(postponed, made)
  t.equal(await watched.postponeReview(postponed.entry.id, 1e12), true)
  await watched.expireReviews({ deliveredBefore: 0, limit: 1 })
  const late = await claimOne()
  await watched.retryLater(late, { dueAt: 1, why: 'busy', failed: true })
  await watched.retryNow(late.entry.id, 'carmen')
  const parked = await claimOne()
  await watched.park(parked, 'wrong')
  await watched.edit(parked.entry.id, aHandoff({ summary: 'edited' }), 'somebody else', 'carmen')
  await watched.release(parked.entry.id, 'carmen')
  const left = open.at(-1)
  if (left === undefined) throw new Error('There is none.')
  await watched.dismiss(left.id, 'a test', 'carmen')
  await watched.erase('requester-of-erased', 'carmen')
  await clock.advance(1000)
  await watched.purge({ endedBefore: 2_000_000_000_000, limit: 1 })
  await watched.put(anEntry('new'))
  // Its key has expired meanwhile: it passes on, and the first holder's row says nothing of when.
  t.match(await watched.put(anEntry('expiring', { handoff: aHandoff({ summary: 'again' }) })), {
    kind: 'stored',
  })
  await watched.probe()
  return called
}

const readers = [
  'find',
  'history',
  'list',
  'recentlyDelivered',
  'custody',
  'stats',
  'nextDueAt',
  'nextEscalationAt',
  'dueReviews',
  'countKept',
  'findDecided',
  'listDecided',
  'listStuck',
  'stuckReasons',
  'search',
  'searchProgress',
]
/** What it writes is made anew by the new store. */
const others = ['indexForSearch', 'waitUntilSettled', 'onDue', 'close']

t.test('whatever a verb changes between the two passes is found', { skip }, async (t) => {
  const move = await openMove(t, async (ledger, clock) => {
    for (let at = 0; at < 17; at++) {
      const requesterKey = at < 2 ? 'one line' : `requester-${at}`
      await ledger.put(anEntry(`verb-${at}`, { helpdesk: 'verbs', requesterKey }))
      await clock.advance(1)
    }
    await ledger.put(anEntry('erased', { helpdesk: 'other' }))
    const expiresAt = clock.now() + 1
    await ledger.put(
      anEntry('expiring', { idempotency: { key: 'expiring', fingerprint: 'print', expiresAt } }),
    )
    await clock.advance(10)
  })
  t.match(await move.run({ copyOnly: true }), { kind: 'copied', rows: 38 })

  const { ledger } = await openSqliteLedger(t, move)
  const called = await runEveryVerb(t, ledger, move.clock)
  await ledger.close()
  t.same(
    [...called, ...readers, ...others].sort(),
    Object.keys(ledger).sort(),
    'that was every verb there is',
  )
  const changed = await on(move.openSource, contentOf)
  t.notSame(await on(move.openTarget, contentOf), changed)

  const outcome = await move.run()
  t.same(await on(move.openTarget, contentOf), changed)
  t.ok(outcome.kind === 'moved' && outcome.rewritten > 10)
})

t.test(
  'a process that ended between its last two steps has left both sides shut, and the next goes on',
  {
    skip,
  },
  async (t) => {
    const { dataDir, url, clock, run, openTarget } = await openMove(t)
    await run()
    await on(openTarget, ({ kysely }) => kysely.updateTable('moves').set({ state: 'copying' }).execute())
    await t.rejects(openPostgresLedger(t, { url, clock }), { code: 'moved', message: /relevo migrate-store/ })
    await t.rejects(openSqliteLedger(t, { dataDir, clock }), { code: 'moved' })
    t.match(await run(), { kind: 'moved', rewritten: 0 })
    await openPostgresLedger(t, { url, clock })
  },
)

t.test('waits until the service has stopped, and brings what came until then', { skip }, async (t) => {
  const { dataDir, clock, run, openSource, openTarget } = await openMove(t)
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  const { promise: waiting, resolve } = Promise.withResolvers<string>()
  const said: string[] = []
  const moving = run({
    report: {
      ...quiet,
      say: (text) => {
        said.push(text)
        resolve(text)
      },
    },
  })
  t.match(await waiting, /^Stop Relevo now; this goes on by itself/)
  const late = await ledger.put(anEntry('late'))
  await ledger.close()
  t.match(await moving, { kind: 'moved' })
  t.equal(said.length, 1)
  const target = await on(openTarget, contentOf)
  t.match(target.join('\n'), late.kind === 'stored' ? late.id : 'not stored')
  t.same(target, await on(openSource, contentOf))
})

t.test('keeps commands from changing the source during the change-over', { skip }, async (t) => {
  const { dataDir, run } = await openMove(t)
  const command = new DatabaseSync(join(dataDir, 'relevo.db'), { timeout: 0 })
  t.teardown(() => command.close())
  const attempt = () => command.exec("update handoffs set why = 'a command'")
  let refused = 0
  const report: MoveReport = {
    ...quiet,
    begin: (phase) => {
      if (phase === 'copy') {
        t.doesNotThrow(attempt)
        return
      }
      t.throws(attempt, { message: /locked/ })
      refused += 1
    },
  }
  t.match(await run({ report }), { kind: 'moved' })
  t.equal(refused, 1)
})

t.test('a source that is not there is not made', { skip }, async (t) => {
  const { run, dataDir } = await openMove(t)
  const nowhere = join(dataDir, 'nowhere')
  await t.rejects(run({ dataDir: nowhere }), { code: 'no-source', message: /no relevo\.db/ })
  t.notOk(existsSync(nowhere))
  await t.rejects(run({ dataDir: t.testdir({ empty: {} }) }), { code: 'no-source' })
})

t.test('a source of a newer version is refused', { skip }, async (t) => {
  const { run, openSource } = await openMove(t)
  await on(openSource, ({ kysely }) =>
    sql`insert into kysely_migration values ('9999-later', '2030')`.execute(kysely),
  )
  await t.rejects(run(), { name: 'DatabaseRefused', code: 'newer-schema' })
})

t.test('a target that holds hand-offs of its own is refused', { skip }, async (t) => {
  const { url, clock, run } = await openMove(t)
  const { ledger } = await openPostgresLedger(t, { url, clock })
  await ledger.put(anEntry('its own'))
  await ledger.close()
  await t.rejects(run(), { code: 'target-not-empty', message: /hand-offs of its own/ })
  await openPostgresLedger(t, { url, clock })
})

t.test('a target that another store is being moved into is refused', { skip }, async (t) => {
  const { run } = await openMove(t)
  await run({ copyOnly: true })
  const other = await openMove(t)
  await t.rejects(run({ dataDir: other.dataDir }), { code: 'target-not-empty', message: /Another store is/ })
})

t.test(
  'a target that a service is connected to is refused, and that service can start again',
  {
    skip,
  },
  async (t) => {
    const { url, clock, run } = await openMove(t)
    const { ledger } = await openPostgresLedger(t, { url, clock })
    await t.rejects(run(), { code: 'target-in-use', message: /stop what runs there/ })
    await ledger.close()
    const { ledger: again } = await openPostgresLedger(t, { url, clock })
    await again.close()
    t.match(await run(), { kind: 'moved' })
  },
)

t.test(
  'a service on the target shows by its leases, whatever its connections are called',
  { skip },
  async (t) => {
    const { url, run, openTarget } = await openMove(t)
    const database = await openDatabase({
      dataDir: '',
      databaseUrl: `${url}?application_name=bridge`,
      exclusive: true,
      logger: silent,
    })
    t.teardown(() => database.close())
    const options = { database, replica: 'one', clock: systemClock, logger: silent }
    const duties = createDuties({
      ...options,
      duties: [{ name: 'any', begin: () => ({ stop: async () => {} }) }],
    })
    duties.start()
    while (duties.held().length === 0) await setTimeout(5)
    await t.rejects(run(), { code: 'target-in-use', message: /stop what runs there/ })
    await duties.stop()
    const share = createAccountShare({ ...options, helpdesk: 'main', windowMs: 60_000, random: Math.random })
    while (share.part() === 0) await setTimeout(5)
    await t.rejects(run(), { code: 'target-in-use' })
    await share.close()
    await database.close()
    const target = await openTarget()
    t.same(await target.kysely.selectFrom('handoffs').select('id').execute(), [])
    await target.close()
    t.match(await run(), { kind: 'moved' })
  },
)

t.test('no service starts on a target until the move is done', { skip }, async (t) => {
  const { url, clock, run } = await openMove(t)
  await run({ copyOnly: true })
  await t.rejects(openPostgresLedger(t, { url, clock }), {
    name: 'DatabaseRefused',
    code: 'moved',
    message: /Run relevo migrate-store to its end/,
  })
  await run()
  await openPostgresLedger(t, { url, clock })
})

t.test('a move that was made is not made again', { skip }, async (t) => {
  const { run, openSource } = await openMove(t)
  await run()
  await t.rejects(run(), { code: 'moved-already', message: /Set DATABASE_URL/ })
  const elsewhere = await openMove(t)
  await t.rejects(run({ databaseUrl: elsewhere.url }), { code: 'moved-already', message: /another database/ })
  // As in a backup that was made before the move.
  await on(openSource, ({ kysely }) => kysely.deleteFrom('moves').where('name', '=', 'away').execute())
  await t.rejects(run(), { code: 'moved-already', message: /may be newer/ })
})

t.test('a second move from the same folder stops, and the first one goes on', { skip }, async (t) => {
  const { dataDir, url, clock, run } = await openMove(t)
  const options = { dataDir, databaseUrl: url, force: true, clock, logger: silent }
  let others: Promise<PromiseSettledResult<unknown>[]> | null = null
  const report: MoveReport = {
    ...quiet,
    advance: () => {
      others ??= Promise.allSettled([run(), reopenStore(options)])
    },
  }
  t.match(await run({ report }), { kind: 'moved' })
  const refused = { status: 'rejected', reason: { name: 'MoveRefused', code: 'under-way' } }
  t.match(await others, [refused, refused])
  t.match(await reopenStore(options), { kind: 'reopened' }, 'the lock ends with the move')
})

t.test(
  'of two that move copies of a folder the later one goes on, and the other stops',
  { skip },
  async (t) => {
    const { dataDir, run, openSource } = await openMove(t)
    await on(openSource, (source) => identifySource(source, 0))
    const copy = `${dataDir}-copy`
    cpSync(dataDir, copy, { recursive: true })
    t.teardown(() => rmSync(copy, { recursive: true, force: true }))
    let later: ReturnType<typeof run> | null = null
    const report: MoveReport = {
      ...quiet,
      advance: () => {
        later ??= run({ dataDir: copy })
      },
    }
    const first = run({ report, limits: { handoffs: 1, bytes: 1 } })
    const outcomes = await Promise.allSettled([first, first.catch(() => null).then(() => later)])
    t.match(outcomes, [
      { status: 'rejected', reason: { name: 'MoveRefused', code: 'taken-over' } },
      { status: 'fulfilled', value: { kind: 'moved' } },
    ])
  },
)
