import t from 'tap'
import type { NewEntry } from '../../../src/ledger/ledger.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, idsOf, leaseMs, store } from './steps.ts'

const ofAna = (key: string, change: Partial<NewEntry> = {}): NewEntry =>
  anEntry(key, { requesterKey: 'ana', ...change })

export const describeLines = (open: OpenLedger): void => {
  t.test('works the hand-offs of one requester in order, one at a time, while others overtake', async (t) => {
    const { ledger, clock } = await open(t)
    const ana: string[] = []
    for (const key of ['a1', 'a2', 'a3']) ana.push(await store(ledger, ofAna(key)))
    const ben = await store(ledger, anEntry('b'))
    const [first, second] = await claimAll(ledger)
    t.same(idsOf([first, second].flatMap((claim) => claim ?? [])), [ana[0], ben])
    if (first === undefined) throw new Error('Expected a claim.')
    t.same(await claimAll(ledger), [])
    await ledger.retryLater(first, { dueAt: clock.now() + 1000, why: 'busy', failed: true })
    t.same(await claimAll(ledger), [], 'a younger one waits while the older one waits')
    await clock.advance(1000)
    for (const id of ana) {
      const claim = await claimOne(ledger)
      t.equal(claim.entry.id, id)
      await deliver(ledger, claim)
    }
    t.same(await claimAll(ledger), [])
  })

  t.test('wakes the worker when the next of a line may go', async (t) => {
    const { ledger } = await open(t)
    await store(ledger, ofAna('a1'))
    await store(ledger, ofAna('a2'))
    const [claim] = await claimAll(ledger)
    if (claim === undefined) throw new Error('Expected a claim.')
    const heard: string[] = []
    ledger.onDue((helpdesk) => heard.push(helpdesk))
    await deliver(ledger, claim)
    t.same(heard, ['main'])
    t.equal((await claimAll(ledger)).length, 1)
  })

  t.test('is not held up by a parked or a dismissed one', async (t) => {
    const { ledger } = await open(t)
    const first = await store(ledger, ofAna('a1'))
    const second = await store(ledger, ofAna('a2'))
    const third = await store(ledger, ofAna('a3'))
    const claim = await claimOne(ledger)
    t.same(await claimAll(ledger), [])
    await ledger.park(claim, 'needs a person')
    await ledger.dismiss(second, 'spam', 'ann')
    t.same(idsOf(await claimAll(ledger)), [third])
    t.match(await ledger.find(first), { state: 'parked' })
  })

  t.test('lets a released one go first, but not beside the one under way', async (t) => {
    const { ledger } = await open(t)
    const first = await store(ledger, ofAna('a1'))
    await ledger.park(await claimOne(ledger), 'needs a person')
    const second = await store(ledger, ofAna('a2'))
    const third = await store(ledger, ofAna('a3'))
    const underWay = await claimOne(ledger)
    t.equal(underWay.entry.id, second)
    await ledger.release(first, 'ann')
    t.same(await claimAll(ledger), [])
    await ledger.retryLater(underWay, { dueAt: 0, why: 'busy', failed: false })
    for (const id of [first, second, third]) {
      const claim = await claimOne(ledger)
      t.equal(claim.entry.id, id)
      t.same(await claimAll(ledger), [])
      await deliver(ledger, claim)
    }
  })

  t.test('takes an edited one to the line of its new requester', async (t) => {
    const { ledger } = await open(t)
    const first = await store(ledger, ofAna('a1'))
    const second = await store(ledger, ofAna('a2'))
    await claimOne(ledger)
    t.same(await claimAll(ledger), [])
    await ledger.edit(second, aHandoff(), 'ben', 'ann')
    t.same(idsOf(await claimAll(ledger)), [second], 'it need not wait for the first any more')
    t.match(await ledger.find(first), { state: 'delivering' })
  })

  t.test('keeps the lines of two help desks apart', async (t) => {
    const { ledger } = await open(t)
    await store(ledger, ofAna('a1', { helpdesk: 'other' }))
    const id = await store(ledger, ofAna('a2'))
    t.same(idsOf(await claimAll(ledger)), [id])
  })

  t.test('takes up the oldest again first when a worker died', async (t) => {
    const { ledger, clock } = await open(t)
    const first = await store(ledger, ofAna('a1'))
    await store(ledger, ofAna('a2'))
    await claimOne(ledger)
    await clock.advance(leaseMs)
    t.same(idsOf(await claimAll(ledger)), [first])
  })

  t.test('reaches the others behind a requester with thousands of hand-offs', async (t) => {
    const { ledger } = await open(t)
    await Promise.all(Array.from({ length: 3000 }, (_, at) => store(ledger, ofAna(`a${at}`))))
    const ben = await store(ledger, anEntry('b'))
    const claimed: string[] = []
    let rounds = 0
    while (!claimed.includes(ben) && rounds < 20) {
      claimed.push(...idsOf(await claimAll(ledger, 10)))
      rounds++
    }
    t.equal(claimed.length, 2)
    t.ok(rounds < 10, `took ${rounds} claims`)
    const started = performance.now()
    for (let at = 0; at < 20; at++) await claimAll(ledger, 10)
    t.ok(performance.now() - started < 1000, 'later claims do not look at the line again')
  })
}
