import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, leaseMs, store } from './steps.ts'

/** What rules of the company do to a hand-off: their record, and the way to another help desk. */
export const describeMoving = (open: OpenLedger): void => {
  const claimAt = (ledger: Awaited<ReturnType<OpenLedger>>['ledger'], helpdesk: string) =>
    ledger.claim({ helpdesk, owner: 'other', limit: 10, leaseMs })

  t.test('which rules decided is one step of the history', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('one'))
    const claim = await claimOne(ledger)
    t.equal(await ledger.recordPolicy(claim, 'abc: vip'), true)
    t.match((await ledger.history(id)).at(-1), { event: 'policy', why: 'abc: vip', by: 'worker' })
    await deliver(ledger, claim)
    t.equal(await ledger.recordPolicy(claim, 'abc: vip'), false, 'no longer ours')
  })

  t.test('a claimed hand-off moves to another help desk, and is due there at once', async (t) => {
    const { ledger, beside } = await open(t)
    const rung: string[] = []
    ledger.onDue((helpdesk) => rung.push(helpdesk))
    const id = await store(ledger, anEntry('one'))
    const claim = await claimOne(ledger)
    rung.length = 0
    t.equal(await ledger.moveTo(claim, { helpdesk: 'second', why: 'A rule.', flags: [] }), true)
    t.ok(rung.includes('second'))
    t.match(await ledger.find(id), { helpdesk: 'second', state: 'waiting', why: 'A rule.' })
    t.match((await ledger.history(id)).at(-1), { event: 'moved', why: 'A rule.' })
    t.equal(await ledger.renew(claim, leaseMs), false, 'the lease is given back')
    t.equal(await ledger.moveTo(claim, { helpdesk: 'third', why: 'Again.', flags: [] }), false)
    t.same(await claimAll(ledger), [], 'it is gone from the first')
    const [there] = await claimAt(await beside(), 'second')
    t.equal(there?.entry.id, id)
    t.match(await ledger.custody(), { balanced: true, underWay: 1 })
  })

  t.test('what was sent, or may have been, does not move', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('one'))
    const claim = await claimOne(ledger)
    await ledger.markWrite(claim, { kind: 'create', at: clock.now() })
    t.equal(await ledger.moveTo(claim, { helpdesk: 'second', why: 'A rule.', flags: [] }), false)
    t.match(await ledger.find(id), { helpdesk: 'main', state: 'delivering' })
    await ledger.clearWrite(claim, 'Refused.')
    t.equal(
      await ledger.moveTo(claim, { helpdesk: 'second', why: 'A rule.', flags: [] }),
      true,
      'what had no effect is no hindrance',
    )
  })

  t.test('the lines of its requester go on, in both help desks, by age', async (t) => {
    const { ledger } = await open(t)
    const requesterKey = 'the-same'
    const first = await store(ledger, anEntry('1', { requesterKey }))
    const second = await store(ledger, anEntry('2', { requesterKey }))
    const there = await store(ledger, anEntry('3', { requesterKey, helpdesk: 'second' }))
    const later = await store(ledger, anEntry('4', { requesterKey, helpdesk: 'second' }))
    const [claim] = await claimAll(ledger)
    if (claim === undefined) throw new Error('Nothing was claimed.')
    t.equal(claim.entry.id, first)
    const [busy] = await claimAt(ledger, 'second')
    if (busy === undefined) throw new Error('Nothing was claimed.')
    t.equal(busy.entry.id, there)
    t.equal(await ledger.moveTo(claim, { helpdesk: 'second', why: 'A rule.', flags: [] }), true)
    t.same(
      (await claimAll(ledger)).map(({ entry }) => entry.id),
      [second],
      'the next of the first line is called',
    )
    t.same(await claimAt(ledger, 'second'), [], 'one at a time')
    await deliver(ledger, busy)
    const [moved] = await claimAt(ledger, 'second')
    if (moved === undefined) throw new Error('Nothing was claimed.')
    t.equal(moved.entry.id, first, 'the oldest goes first')
    await deliver(ledger, moved)
    t.same(
      (await claimAt(ledger, 'second')).map(({ entry }) => entry.id),
      [later],
    )
  })
}
