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

  t.test('tells why hand-offs are stuck, newest first, and lists those of some reasons', async (t) => {
    const { ledger, clock } = await open(t)
    const begun = clock.now()
    const park = async (key: string, why: string) => {
      const id = await store(ledger, anEntry(key))
      await ledger.park(await claimOne(ledger), why)
      await clock.advance(1000)
      return id
    }
    const product = [await park('a', 'product'), await park('b', 'product')]
    const type = await park('c', 'type')
    const refused = await store(ledger, anEntry('d', { refusal: { why: 'contact_missing' } }))
    const waiting = await store(ledger, anEntry('e'))
    const claim = await claimOne(ledger)
    await ledger.retryLater(claim, { dueAt: clock.now() + 1e6, why: 'down', failed: true })
    const dismissed = await park('f', 'product')
    await ledger.dismiss(dismissed, 'spam', 'ann')
    await store(ledger, anEntry('g'))

    const { reasons, complete } = await ledger.stuckReasons({ waitingSince: clock.now(), most: 100 })
    t.equal(complete, true)
    t.same(reasons.map(({ state, why, count }) => [state, why, count]).sort(), [
      ['parked', 'product', 2],
      ['parked', 'type', 1],
      ['refused', 'contact_missing', 1],
      ['waiting', 'down', 1],
    ])
    t.match(reasons.at(-1), { why: 'product', helpdesk: 'main', oldestAt: begun, newestAt: begun + 1000 })
    const early = await ledger.stuckReasons({ waitingSince: begun, most: 2 })
    t.equal(early.complete, false, 'no more than that was looked at')
    t.notOk(
      early.reasons.some(({ state }) => state === 'waiting'),
      'it does not wait for long yet',
    )

    const list = (state: 'parked' | 'refused' | 'waiting', whys: (string | null)[], cursor?: string) =>
      ledger.listStuck({
        state,
        reasons: whys.map((why) => ({ helpdesk: 'main', why })),
        waitingSince: clock.now(),
        limit: 2,
        ...(cursor === undefined ? {} : { cursor }),
      })
    const first = await list('parked', ['product', 'type', null])
    t.same(
      first.entries.map(({ id }) => id),
      [type, product[1]],
    )
    const rest = await list('parked', ['product', 'type'], first.next ?? '')
    t.same([rest.entries.map(({ id }) => id), rest.next], [[product[0]], null])
    t.same(
      (await list('refused', ['contact_missing'])).entries.map(({ id }) => id),
      [refused],
    )
    t.same(
      (await list('waiting', ['down'])).entries.map(({ id }) => id),
      [waiting],
    )
    t.same(await list('parked', []), { entries: [], next: null })
    t.same(await list('parked', ['product'], 'nonsense'), { entries: [], next: null })
  })
}
