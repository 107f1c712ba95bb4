import t from 'tap'
import { AccessUnavailable } from '../src/access/access-unavailable.ts'
import { createAccess } from '../src/access/create-access.ts'
import { createRetention } from '../src/retention.ts'
import { createTriageStore } from '../src/triage/store/create-triage-store.ts'
import { TriageUnavailable } from '../src/triage/triage-unavailable.ts'
import { openSqliteLedger } from './ledger/open-sqlite-ledger.ts'
import { silent } from './ledger/silent.ts'
import { createManualClock } from './manual-clock.ts'
import { aPage, aSeen } from './triage/store/make-triage.ts'

const dayMs = 86_400_000
const nothingTriaged = {
  store: async () => ({ forget: async () => 0, forgetHints: async () => 0, forgetWords: async () => 0 }),
  keepMs: dayMs,
}

t.test('the audit trail is kept as long as it is said, however long contents are', async (t) => {
  const clock = createManualClock()
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const rateLimit = { max: 1, window: 1 }
  const { trail } = createAccess({ database, clock, logger: silent, configuredKeys: [], rateLimit })
  const note = (what: string) =>
    trail.refused({ who: 'api', keyId: null, what, subject: null, requestId: null }, 403)
  const whats = async () => (await trail.list({ limit: 200 })).entries.map(({ what }) => what)
  for (let count = 0; count < 250; count++) await note('old')
  clock.jump(2 * dayMs)
  await note('recent')
  let expired = 450
  const retention = createRetention({
    ledger,
    keepMs: 90 * dayMs,
    trail,
    tickets: {
      purge: async ({ limit }) => {
        const purged = Math.min(limit, expired)
        expired -= purged
        return purged
      },
    },
    triage: nothingTriaged,
    keepAuditMs: 2 * dayMs - 3_600_000,
    clock,
    logger: silent,
  })
  retention.start()
  await clock.advance(30_000)
  t.equal((await whats()).length, 200, 'nothing is in a hurry')
  await clock.advance(30_000)
  // It works in portions, and lets requests in between them.
  for (let turns = 0; turns < 1_000 && (await whats()).length > 1; turns++) await clock.advance(0)
  t.same(await whats(), ['recent'])
  for (let turns = 0; turns < 1_000 && expired > 0; turns++) await clock.advance(0)
  t.equal(expired, 0, 'and so are keys of ticket operations')
  await retention.stop()
  t.equal(clock.pending(), 0)
})

t.test('a store that is away is waited for, and the purge comes again', async (t) => {
  const clock = createManualClock()
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const rateLimit = { max: 1, window: 1 }
  const { trail } = createAccess({ database, clock, logger: silent, configuredKeys: [], rateLimit })
  let purges = 0
  const away = async () => {
    purges += 1
    throw new AccessUnavailable('unavailable', 'It is away.')
  }
  const retention = createRetention({
    ledger,
    keepMs: dayMs,
    trail: { ...trail, purge: away },
    tickets: { purge: async () => 0 },
    triage: nothingTriaged,
    keepAuditMs: dayMs,
    clock,
    logger: silent,
  })
  retention.start()
  await clock.advance(60_000)
  for (let turns = 0; turns < 1_000 && clock.pending() === 0; turns++) await clock.advance(0)
  await clock.advance(3_600_000)
  for (let turns = 0; turns < 1_000 && clock.pending() === 0; turns++) await clock.advance(0)
  t.equal(purges, 2)
  await retention.stop()
})

t.test('what triage remembers ages, and words that wait for a note do not wait for ever', async (t) => {
  const clock = createManualClock()
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const store = createTriageStore({ database, logger: silent })
  const seen = async (expected: string | null, days: number, ids: string[], dueAt: number | null) => {
    const page = { expected, next: `${days}`, now: clock.now() + days * dayMs }
    t.equal(await store.commitPage(aPage({ ...page, tickets: ids.map((id) => aSeen(id, { dueAt })) })), true)
  }
  const old = Array.from({ length: 450 }, (_, at) => `old-${at}`)
  await seen(null, 0, old, null)
  await seen('0', 1, ['stuck'], clock.now() + 2 * dayMs)
  await store.putHint({ helpdesk: 'fresh', ticketId: 'told', toldAt: clock.now() + 399 * dayMs, changes: [] })
  await seen('1', 380, ['recent'], 0)
  clock.jump(401 * dayMs)
  let isAway = true
  const retention = createRetention({
    ledger,
    keepMs: 90 * dayMs,
    trail: { purge: async () => 0 },
    tickets: { purge: async () => 0 },
    triage: {
      store: async () => ({
        ...store,
        forgetWords: async (query) => {
          if (isAway) throw new TriageUnavailable('unavailable', 'Try again.')
          return store.forgetWords(query)
        },
      }),
      keepMs: 400 * dayMs,
    },
    keepAuditMs: dayMs,
    clock,
    logger: silent,
  })
  const waiting = async (isThere: () => Promise<boolean>) => {
    for (let turns = 0; turns < 1_000 && !(await isThere()); turns++) await clock.advance(0)
  }
  retention.start()
  await clock.advance(60_000)
  await waiting(async () => clock.pending() > 0)
  isAway = false
  await clock.advance(3_600_000)
  const left = async () => (await store.list({ limit: 200 })).tickets.map(({ ticketId }) => ticketId)
  await waiting(async () => (await left()).length === 2)
  t.same(await left(), ['recent', 'stuck'], 'what is still to be written stays')
  const quotes = async (id: string) =>
    JSON.stringify(await store.find('fresh', id)).includes('invoice-of-Ana')
  t.same(await store.hints({ helpdesk: 'fresh', toldBefore: Number.MAX_SAFE_INTEGER, limit: 9 }), [])
  t.same([await quotes('stuck'), await quotes('recent')], [false, true])
  await retention.stop()
  t.equal(clock.pending(), 0)
})
