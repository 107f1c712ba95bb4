import t from 'tap'
import type { SeenTicket } from '../../../src/triage/triage-store.ts'
import { aLeft, aPage, aPrediction, aSeen, noon, readAll } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

/** Each page a moment later than the one before. */
const commitEach = async (
  store: Awaited<ReturnType<OpenStore>>['store'],
  pages: SeenTicket[][],
): Promise<void> => {
  for (const [at, tickets] of pages.entries()) {
    const expected = at === 0 ? null : `cursor-${at - 1}`
    await store.commitPage(aPage({ expected, next: `cursor-${at}`, now: noon + at, tickets }))
  }
}

export const describeEvidence = (name: string, open: OpenStore): void => {
  t.test(`${name}: evidence comes in the order of its prediction, in portions`, async (t) => {
    const { store, database } = await open(t)
    const some = (prefix: string) =>
      Array.from({ length: 700 }, (_, at) => aSeen(`${prefix}${String(at).padStart(3, '0')}`))
    await commitEach(store, [
      some('b'),
      some('a'),
      [aSeen('skipped', { prediction: null, skipped: 'older' })],
    ])
    let [most, reading] = [0, 0]
    const seen: string[] = []
    for await (const { ticketId } of store.evidence({ helpdesk: 'fresh', since: noon, endedOnly: false })) {
      seen.push(ticketId)
      reading++
      if (reading % 100 !== 0) continue
      // Whoever reads a year must not keep others from writing meanwhile.
      await database.write((transaction) =>
        transaction.updateTable('triage_feeds').set({ told: reading }).execute(),
      )
      most = Math.max(most, reading)
    }
    t.equal(most, 1_400)
    t.same(
      seen,
      [...some('b'), ...some('a')].map(({ ticketId }) => ticketId),
    )
    const later = store.evidence({ helpdesk: 'fresh', since: noon + 1, endedOnly: false })
    t.equal((await readAll(later)).length, 700)
    for await (const { ticketId } of store.evidence({ helpdesk: 'fresh', since: 0, endedOnly: false })) {
      t.equal(ticketId, 'b000', 'and may stop reading')
      break
    }
  })

  t.test(`${name}: whoever waits has a turn after each portion of evidence`, async (t) => {
    const { store } = await open(t)
    await commitEach(store, [Array.from({ length: 1_001 }, (_, at) => aSeen(String(at)))])
    let [turns, isReading] = [0, true]
    const count = () => {
      turns += 1
      if (isReading) setImmediate(count)
    }
    setImmediate(count)
    const query = { helpdesk: 'fresh', since: 0, endedOnly: false }
    t.equal((await readAll(store.evidence(query))).length, 1_001)
    isReading = false
    t.ok(turns >= 4, `${turns} turns`)
  })

  t.test(`${name}: evidence says what was predicted, written and left`, async (t) => {
    const { store } = await open(t)
    const left = aLeft({ status: 'closed', category: 'billing' })
    await commitEach(store, [
      [
        aSeen('ended', { left, endedAt: noon, outcome: 'right', control: true }),
        aSeen('open', { prediction: aPrediction({ model: 'other' }), dueAt: noon }),
        aSeen('elsewhere'),
      ],
    ])
    const query = { helpdesk: 'fresh', since: 0, endedOnly: false }
    const read = (change: object) => readAll(store.evidence({ ...query, ...change }))
    const [ended, ...rest] = await read({ endedOnly: true })
    t.same(rest, [])
    t.strictSame(ended, {
      ticketId: 'ended',
      predictedAt: noon,
      createdAt: noon - 86_400_000,
      prediction: ended?.prediction,
      control: true,
      action: null,
      state: null,
      planned: null,
      wroteAt: null,
      left,
      outcome: 'right',
      endedAt: noon,
    })
    t.match(ended?.prediction, { category: 'billing', model: 'starter' })
    t.match(await read({ model: 'other' }), [{ ticketId: 'open', state: 'due', endedAt: null }])
    t.same(await read({ helpdesk: 'none' }), [])
  })

  t.test(`${name}: tickets are counted by what came of them`, async (t) => {
    const { store } = await open(t)
    const byRule = aPrediction({ category: '__proto__', decidedBy: 'rule', confidence: null, model: null })
    await commitEach(store, [
      [aSeen('before', { prediction: null, skipped: 'older' }), aSeen('due-before', { dueAt: noon - 5 })],
      [
        aSeen('1', { outcome: 'right', endedAt: noon }),
        aSeen('2', { outcome: 'wrong', endedAt: noon }),
        aSeen('3', { outcome: 'untold', endedAt: noon }),
        aSeen('4', { dueAt: noon + 7 }),
        aSeen('5', { dueAt: noon }),
        aSeen('6', { prediction: byRule }),
        aSeen('7', { prediction: null, skipped: 'ended' }),
        aSeen('8', { prediction: aPrediction({ category: null, decidedBy: 'none', confidence: null }) }),
      ],
    ])
    const to = { state: 'left', why: 'set-by-person', dueAt: null } as const
    await store.step({ helpdesk: 'fresh', ticketId: '5', fence: 0 }, to)
    const counts = await store.counts({ helpdesk: 'fresh', since: noon + 1 })
    t.equal(await store.countDue('fresh'), counts.due)
    t.same(counts, {
      seen: 8,
      predicted: 7,
      skipped: { ended: 1 },
      byCategory: Object.fromEntries([
        ['billing', { predicted: 5, right: 1, wrong: 1, untold: 1 }],
        ['__proto__', { predicted: 1, right: 0, wrong: 0, untold: 0 }],
      ]),
      byDecider: { model: 5, rule: 1, none: 1 },
      byState: { due: 1, left: 1 },
      left: { 'set-by-person': 1 },
      oldestDue: noon - 5,
      due: 2,
    })
    t.match(await store.counts({ helpdesk: 'none', since: 0 }), {
      seen: 0,
      predicted: 0,
      oldestDue: null,
      due: 0,
    })
  })

  t.test(`${name}: the list shows what was seen last first, by page and by filter`, async (t) => {
    const { store } = await open(t)
    await commitEach(store, [
      [aSeen('a'), aSeen('b', { prediction: aPrediction({ category: 'sales' }) })],
      [aSeen('d', { outcome: 'wrong' }), aSeen('c', { dueAt: noon })],
    ])
    await store.commitPage(aPage({ helpdesk: 'blue', now: noon + 1, tickets: [aSeen('c')] }))
    const ids = ({ tickets }: Awaited<ReturnType<typeof store.list>>) =>
      tickets.map(({ helpdesk, ticketId }) => `${helpdesk}:${ticketId}`)
    const order = ['blue:c', 'fresh:c', 'fresh:d', 'fresh:a', 'fresh:b']
    const whole = await store.list({ limit: 5 })
    t.same(ids(whole), order)
    t.equal(whole.next, null)
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await store.list({ limit: 2, ...(cursor === '' ? {} : { cursor }) })
      paged.push(...ids(page))
      cursor = page.next
    }
    t.same(paged, order)
    const filtered = async (query: object) => ids(await store.list({ limit: 5, ...query }))
    t.same(await filtered({ helpdesk: 'blue' }), ['blue:c'])
    t.same(await filtered({ category: 'sales' }), ['fresh:b'])
    t.same(await filtered({ state: 'due' }), ['fresh:c'])
    t.same(await filtered({ outcome: 'wrong' }), ['fresh:d'])
    t.same(await filtered({ action: 'apply' }), [])
    for (const cursor of ['', '!', 'e30', Buffer.from('[1,2,3]').toString('base64url')])
      t.same(await store.list({ limit: 5, cursor }), { tickets: [], next: null }, `no cursor: ${cursor}`)
    t.equal((await store.list({ limit: 0 })).tickets.length, 1)
  })
}
