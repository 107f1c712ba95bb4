import t from 'tap'
import type { Completion, Ledger } from '../../../src/ledger/ledger.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry, filed } from '../new-entry.ts'
import { claimOne, store, ticket } from './steps.ts'

const dayMs = 86_400_000

const deliverFiled = async (ledger: Ledger, key: string, over: Partial<Completion> = {}): Promise<string> => {
  const id = await store(ledger, anEntry(key))
  await ledger.complete(await claimOne(ledger), { ticket, flags: [], why: 'created', filed, ...over })
  return id
}

const due = (ledger: Ledger, limit = 10) => ledger.dueReviews({ helpdesk: 'main', limit })

export const describeReviewing = (open: OpenLedger): void => {
  t.test('wants a ticket that was made looked at after a day, and counts what was found once', async (t) => {
    const { ledger, clock, beside } = await open(t)
    const deliveredAt = clock.now()
    const id = await deliverFiled(ledger, 'a')
    t.same(await due(ledger), [], 'not yet')
    clock.jump(dayMs)
    const [review, ...more] = await due(await beside())
    if (review === undefined) throw new Error('not due')
    t.same(
      [review, ...more],
      [{ handoffId: id, source: 'botpress', helpdesk: 'main', ticketId: '77', deliveredAt, filed }],
    )
    t.same(await ledger.dueReviews({ helpdesk: 'other', limit: 9 }), [])
    t.equal(await ledger.postponeReview(id, clock.now() + 10.5), true)
    t.same(await due(ledger), [])
    await clock.advance(11)
    t.equal((await due(ledger)).length, 1)
    // As when two processes look at the same time.
    const ends = await Promise.all([
      ledger.endReview(review, 'changed'),
      (await beside()).endReview(review, 'kept'),
    ])
    t.same(ends.toSorted(), [false, true])
    t.equal(await ledger.postponeReview(id, 0), false, 'it is over')
    const counts = await ledger.countKept(deliveredAt)
    t.match(counts, [{ source: 'botpress', decidedBy: 'bot', category: 'billing', tickets: 1 }])
    t.equal(counts.length, 1)
  })

  t.test('adds up by source, decider, category and outcome, for days of looking', async (t) => {
    const { ledger, clock } = await open(t)
    const lookAtAll = async (outcome: 'kept' | 'changed') => {
      for (const review of await due(ledger)) await ledger.endReview(review, outcome)
    }
    await deliverFiled(ledger, 'a')
    await deliverFiled(ledger, 'b')
    clock.jump(dayMs)
    await deliverFiled(ledger, 'c', { filed: { ...filed, decidedBy: 'model' } })
    await lookAtAll('kept')
    const firstDay = clock.now()
    clock.jump(dayMs)
    await lookAtAll('changed')
    const kept = { source: 'botpress', decidedBy: 'bot', category: 'billing', outcome: 'kept', tickets: 2 }
    const changed = { ...kept, decidedBy: 'model', outcome: 'changed', tickets: 1 }
    const byDecider = async (since: number) =>
      (await ledger.countKept(since)).toSorted((one, other) => one.decidedBy.localeCompare(other.decidedBy))
    t.same(await byDecider(firstDay), [kept, changed])
    t.same(await byDecider(clock.now()), [changed])
    await ledger.forgetKept(clock.now())
    t.same(await byDecider(0), [changed], 'what is of days before is forgotten')
  })

  t.test('looks at nothing that was added to a ticket, nor where nothing was decided', async (t) => {
    const { ledger, clock } = await open(t)
    await deliverFiled(ledger, 'a', { ticket: { ...ticket, action: 'added' } })
    await deliverFiled(ledger, 'b', { filed: null })
    clock.jump(30 * dayMs)
    t.same(await due(ledger), [])
  })

  t.test('gives up what could not be looked at for long, at whatever help desk', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await deliverFiled(ledger, 'a')
    clock.jump(dayMs)
    const later = await deliverFiled(ledger, 'b')
    const expired = await ledger.expireReviews({ deliveredBefore: clock.now(), limit: 9 })
    t.match(expired, [{ handoffId: id, filed }])
    t.equal(expired.length, 1)
    t.match(await ledger.countKept(0), [{ outcome: 'untold', tickets: 1 }])
    t.equal(await ledger.postponeReview(later, 0), true, 'the other one stays')
  })

  t.test('does not look up what was erased, nor count it; a purge leaves what is due', async (t) => {
    const { ledger, clock } = await open(t)
    await deliverFiled(ledger, 'a')
    const purged = await deliverFiled(ledger, 'b')
    clock.jump(dayMs)
    const reviews = await due(ledger)
    t.equal(await ledger.erase('requester-of-a', 'ann'), 1)
    t.equal(await ledger.purge({ endedBefore: clock.now(), limit: 9 }), 1)
    t.match(await due(ledger), [{ handoffId: purged }])
    for (const review of reviews) await ledger.endReview(review, 'kept')
    t.match(await ledger.countKept(0), [{ outcome: 'kept', tickets: 1 }])
  })
}
