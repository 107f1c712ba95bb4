import t from 'tap'
import type { Ledger, ListQuery } from '../../../src/ledger/ledger.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimOne, deliver, store, ticket } from './steps.ts'

const day = 86_400_000

const listAll = async (ledger: Ledger, query: Omit<ListQuery, 'cursor'>): Promise<string[]> => {
  const ids: string[] = []
  let cursor: string | null = null
  do {
    const page = await ledger.list(cursor === null ? query : { ...query, cursor })
    ids.push(...page.entries.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null)
  return ids
}

/** One hand-off in every state, a second apart. */
const oneOfEach = async (ledger: Ledger, advance: (ms: number) => Promise<void>) => {
  const put = async (key: string, change = {}) => {
    const id = await store(ledger, anEntry(key, change))
    await advance(1000)
    return id
  }
  const delivered = await put('delivered')
  await ledger.complete(await claimOne(ledger), { ticket, flags: ['possible-duplicate'], why: 'created' })
  const parked = await put('parked')
  await ledger.park(await claimOne(ledger), 'why')
  const waiting = await put('waiting', { source: 'zapier' })
  await ledger.retryLater(await claimOne(ledger), { dueAt: 1e15, why: 'down', failed: true })
  const dismissed = await put('dismissed')
  await ledger.dismiss(dismissed, 'spam', 'ann')
  const refused = await put('refused', { refusal: { why: 'no' } })
  const delivering = await put('delivering')
  await claimOne(ledger)
  const received = await put('received', { helpdesk: 'other' })
  return { delivered, parked, waiting, dismissed, refused, delivering, received }
}

export const describeReading = (open: OpenLedger): void => {
  t.test('pages newest first, each once, while more arrive', async (t) => {
    const { ledger } = await open(t)
    const ids: string[] = []
    for (let at = 0; at < 7; at++) ids.unshift(await store(ledger, anEntry(String(at))))
    const first = await ledger.list({ limit: 3 })
    t.same(
      first.entries.map(({ id }) => id),
      ids.slice(0, 3),
    )
    await store(ledger, anEntry('new'))
    const second = await ledger.list({ limit: 3, cursor: first.next ?? '' })
    t.same(
      second.entries.map(({ id }) => id),
      ids.slice(3, 6),
    )
    const third = await ledger.list({ limit: 3, cursor: second.next ?? '' })
    t.same(
      third.entries.map(({ id }) => id),
      ids.slice(6),
    )
    t.equal(third.next, null)
    t.same(await ledger.list({ limit: 3, cursor: 'no cursor of ours' }), { entries: [], next: null })
    t.equal((await ledger.list({ limit: 0 })).entries.length, 1)
  })

  t.test('filters by state, source, help desk, flag and time', async (t) => {
    const { ledger, clock } = await open(t)
    const start = clock.now()
    const ids = await oneOfEach(ledger, clock.advance)
    for (const [state, id] of Object.entries(ids)) {
      t.same(await listAll(ledger, { state: [state as keyof typeof ids], limit: 1 }), [id], state)
    }
    t.same(await listAll(ledger, { state: ['waiting', 'parked'], limit: 1 }), [ids.waiting, ids.parked])
    t.same(await listAll(ledger, { state: ['parked', 'delivered'], limit: 1 }), [ids.parked, ids.delivered])
    t.same(await listAll(ledger, { state: [], limit: 10 }), [])
    t.same(await listAll(ledger, { source: 'zapier', limit: 10 }), [ids.waiting])
    t.same(await listAll(ledger, { helpdesk: 'other', limit: 10 }), [ids.received])
    t.same(await listAll(ledger, { flag: 'possible-duplicate', limit: 10 }), [ids.delivered])
    t.same(await listAll(ledger, { flag: 'mailed-fallback', limit: 10 }), [])
    t.same(await listAll(ledger, { receivedAfter: start + 5000, limit: 10 }), [ids.received, ids.delivering])
    t.same(await listAll(ledger, { receivedBefore: start + 1000, limit: 10 }), [ids.delivered])
    t.equal((await listAll(ledger, { limit: 2 })).length, 7)
  })

  t.test('counts states, the oldest open one and flags', async (t) => {
    const { ledger, clock } = await open(t)
    t.match(await ledger.stats(), { oldestOpenReceivedAt: null, perState: { received: 0, delivered: 0 } })
    const start = clock.now()
    await oneOfEach(ledger, clock.advance)
    t.same(await ledger.stats(), {
      perState: {
        received: 1,
        delivering: 1,
        waiting: 1,
        parked: 1,
        delivered: 1,
        dismissed: 1,
        refused: 1,
      },
      openPerHelpdesk: { main: 2, other: 1 },
      escalatingAt: [],
      oldestOpenReceivedAt: start + 2000,
      flagged: { 'possible-duplicate': 1, 'unmapped-fields': 0, 'mailed-fallback': 0, 'moved-fallback': 0 },
    })
  })

  t.test('sums custody up by source and day', async (t) => {
    const { ledger, clock } = await open(t)
    await oneOfEach(ledger, clock.advance)
    await clock.advance(day)
    await store(ledger, anEntry('tomorrow'))
    const sum = await ledger.custody()
    t.match(sum, {
      received: 7,
      delivered: 1,
      underWay: 4,
      parked: 1,
      dismissed: 1,
      refused: 1,
      balanced: true,
    })
    t.same(sum.days, [
      {
        source: 'botpress',
        day: '2026-01-02',
        received: 1,
        delivered: 0,
        underWay: 1,
        parked: 0,
        dismissed: 0,
        refused: 0,
      },
      {
        source: 'botpress',
        day: '2026-01-01',
        received: 5,
        delivered: 1,
        underWay: 2,
        parked: 1,
        dismissed: 1,
        refused: 1,
      },
      {
        source: 'zapier',
        day: '2026-01-01',
        received: 1,
        delivered: 0,
        underWay: 1,
        parked: 0,
        dismissed: 0,
        refused: 0,
      },
    ])
  })

  t.test('finds what was lately delivered for a requester', async (t) => {
    const { ledger, clock } = await open(t)
    const ids: string[] = []
    for (const key of ['a', 'b', 'c']) {
      ids.unshift(await store(ledger, anEntry(key, { requesterKey: 'ana' })))
      await deliver(ledger, await claimOne(ledger))
      await clock.advance(1000)
    }
    const query = { requesterKey: 'ana', helpdesk: 'main', since: clock.now() - 2000, limit: 5 }
    const found = await ledger.recentlyDelivered(query)
    t.same(
      found.map(({ id }) => id),
      ids.slice(0, 2),
    )
    t.equal((await ledger.recentlyDelivered({ ...query, since: 0, limit: 1 })).length, 1)
    t.same(await ledger.recentlyDelivered({ ...query, helpdesk: 'other' }), [])
    t.same(await ledger.recentlyDelivered({ ...query, requesterKey: 'ben' }), [])
  })

  t.test('proves that it takes a write', async (t) => {
    const { ledger } = await open(t)
    await ledger.probe()
    await ledger.probe()
    t.equal((await ledger.custody()).received, 0)
  })
}
