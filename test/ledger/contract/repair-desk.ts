import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, idsOf, store } from './steps.ts'

export const describeRepairDesk = (open: OpenLedger): void => {
  t.test('says so when there is no such hand-off', async (t) => {
    const { ledger } = await open(t)
    t.same(await ledger.retryNow('ho_nothing', 'ann'), { kind: 'not-found' })
    t.same(await ledger.release('ho_nothing', 'ann'), { kind: 'not-found' })
    t.same(await ledger.dismiss('ho_nothing', 'spam', 'ann'), { kind: 'not-found' })
    t.same(await ledger.edit('ho_nothing', aHandoff(), 'x', 'ann'), { kind: 'not-found' })
    t.equal(await ledger.find('ho_nothing'), null)
    t.same(await ledger.history('ho_nothing'), [])
  })

  t.test('does nothing in the wrong state, and says which it needs', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a'))
    t.same(await ledger.retryNow(id, 'ann'), { kind: 'wrong-state', state: 'received', needs: ['waiting'] })
    const claim = await claimOne(ledger)
    t.match(await ledger.edit(id, aHandoff(), 'x', 'ann'), { kind: 'wrong-state', state: 'delivering' })
    t.match(await ledger.dismiss(id, 'spam', 'ann'), { kind: 'wrong-state', state: 'delivering' })
    await deliver(ledger, claim)
    t.match(await ledger.release(id, 'ann'), {
      kind: 'wrong-state',
      state: 'delivered',
      needs: ['parked', 'refused'],
    })
    t.match(await ledger.dismiss(id, 'spam', 'ann'), { kind: 'wrong-state' })
    t.equal((await ledger.history(id)).length, 3)
  })

  t.test('tries a waiting one now', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    await ledger.retryLater(await claimOne(ledger), { dueAt: clock.now() + 1e6, why: 'down', failed: true })
    t.match(await ledger.retryNow(id, 'ann'), {
      kind: 'done',
      entry: { state: 'waiting', dueAt: clock.now() },
    })
    t.same(idsOf(await claimAll(ledger)), [id])
    t.match((await ledger.history(id)).at(-2), { event: 'retry-now', by: 'ann' })
  })

  t.test('parks, edits and releases without forgetting a write of unknown fate', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    await ledger.markWrite(claim, { kind: 'create', at: 5 })
    await ledger.recordClassification(claim, {
      category: 'access',
      type: null,
      group: null,
      priority: null,
      tags: [],
      customFields: {},
      decidedBy: 'rule',
      confidence: null,
      reasons: [],
    })
    t.equal(await ledger.park(claim, 'the help desk refuses it'), true)
    t.match(await ledger.find(id), {
      state: 'parked',
      why: 'the help desk refuses it',
      dueAt: null,
      endedAt: null,
    })
    t.match(await ledger.custody(), { parked: 1, underWay: 0, balanced: true })
    const edited = aHandoff({ summary: 'corrected' })
    t.match(await ledger.edit(id, edited, 'requester-new', 'ann'), {
      kind: 'done',
      entry: { state: 'parked', requesterKey: 'requester-new', handoff: { summary: 'corrected' } },
    })
    t.equal((await ledger.find(id))?.classification, null, 'it is classified anew')
    t.match(await ledger.release(id, 'ann'), {
      kind: 'done',
      entry: { state: 'waiting', why: null, failures: 0, write: { kind: 'create', at: 5 }, writes: 1 },
    })
    t.match((await claimOne(ledger)).entry, { id, write: { kind: 'create', at: 5 } })
    t.match((await ledger.history(id)).slice(-4), [
      { event: 'parked', by: 'worker' },
      { event: 'edited', by: 'ann' },
      { event: 'released', by: 'ann' },
      { event: 'delivering' },
    ])
  })

  t.test('takes a refused one into custody when it is released', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a', { refusal: { why: 'malformed e-mail' } }))
    t.match(await ledger.edit(id, aHandoff(), 'ana', 'ann'), { kind: 'done', entry: { state: 'refused' } })
    t.match(await ledger.custody(), { received: 0, refused: 1, balanced: true })
    t.match(await ledger.release(id, 'ann'), { kind: 'done', entry: { state: 'received', why: null } })
    t.match(await ledger.custody(), { received: 1, underWay: 1, refused: 0, balanced: true })
    t.same(idsOf(await claimAll(ledger)), [id])
    t.match(
      (await ledger.history(id)).map(({ event }) => event),
      ['refused', 'edited', 'released', 'delivering'],
    )
  })

  t.test('dismisses with a reason, once', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    t.match(await ledger.dismiss(id, 'spam', 'ann'), {
      kind: 'done',
      entry: { state: 'dismissed', why: 'spam', endedAt: clock.now(), dueAt: null },
    })
    t.match(await ledger.dismiss(id, 'spam', 'ann'), { kind: 'wrong-state', state: 'dismissed' })
    t.same(await claimAll(ledger), [])
    t.match(await ledger.custody(), { received: 1, dismissed: 1, balanced: true })
  })

  t.test('keeps a refused one apart from the sum when it is dismissed', async (t) => {
    const { ledger } = await open(t)
    const id = await store(ledger, anEntry('a', { refusal: { why: 'nothing to say' } }))
    t.match(await ledger.dismiss(id, 'a test', 'ann'), { kind: 'done', entry: { state: 'dismissed' } })
    t.match(await ledger.custody(), { received: 0, dismissed: 0, refused: 1, balanced: true })
    t.match((await ledger.stats()).perState, { dismissed: 1, refused: 0 })
  })
}
