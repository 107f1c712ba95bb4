import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, idsOf, leaseMs, store } from './steps.ts'

export const describeClaiming = (open: OpenLedger): void => {
  t.test('leases the oldest due hand-offs of one help desk to their owner', async (t) => {
    const { ledger, clock } = await open(t)
    const ids: string[] = []
    for (const key of ['a', 'b', 'c']) {
      ids.push(await store(ledger, anEntry(key)))
      await clock.advance(10)
    }
    await store(ledger, anEntry('elsewhere', { helpdesk: 'other' }))
    const claims = await claimAll(ledger, 2)
    t.same(idsOf(claims), ids.slice(0, 2))
    t.match(claims[0], {
      owner: 'worker',
      fence: 1,
      entry: { state: 'delivering', attempts: 1, dueAt: clock.now() + leaseMs, handoff: { bot: 'Betsur' } },
    })
    t.same(idsOf(await claimAll(ledger)), ids.slice(2))
    t.same(await claimAll(ledger), [])
    const [id = ''] = ids
    t.match(await ledger.history(id), [{ event: 'received' }, { event: 'delivering', by: 'worker' }])
  })

  t.test('never leases one hand-off twice, however many ask at once', async (t) => {
    const { ledger, beside } = await open(t)
    const other = await beside()
    await Promise.all(Array.from({ length: 60 }, (_, at) => store(ledger, anEntry(String(at)))))
    const claims = await Promise.all(
      Array.from({ length: 12 }, (_, at) => claimAll(ledger, 4, `worker-${at}`)),
    )
    const ids = [...claims.flatMap(idsOf), ...idsOf(await claimAll(other)), ...idsOf(await claimAll(ledger))]
    t.equal(ids.length, 60)
    t.equal(new Set(ids).size, 60)
  })

  t.test('leases a hand-off again when its lease ran out, with the mark of its write', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const first = await claimOne(ledger, 'one')
    await ledger.markWrite(first, { kind: 'create', at: clock.now() })
    await clock.advance(leaseMs - 1)
    t.same(await claimAll(ledger), [])
    await clock.advance(1)
    const second = await claimOne(ledger, 'two')
    t.match(second, {
      owner: 'two',
      fence: 2,
      entry: { id, attempts: 2, write: { kind: 'create' }, writes: 1 },
    })
    t.match((await ledger.history(id)).at(-1), { event: 'delivering', by: 'two', why: /one/ })
  })

  t.test('lets a former owner change nothing', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const late = await claimOne(ledger, 'worker')
    await clock.advance(leaseMs)
    const current = await claimOne(ledger, 'worker')
    const before = await ledger.find(id)
    const historyBefore = await ledger.history(id)
    t.equal(await ledger.renew(late, leaseMs), false)
    t.equal(await ledger.markWrite(late, { kind: 'create', at: 1 }), false)
    t.equal(await ledger.clearWrite(late, 'refused'), false)
    t.equal(await ledger.retryLater(late, { dueAt: 1, why: 'late', failed: true }), false)
    t.equal(await ledger.park(late, 'late'), false)
    t.equal(await ledger.flag(late, 'possible-duplicate', 'late'), false)
    t.equal(
      await ledger.complete(late, { ticket: { id: '1', url: null, action: 'created' }, flags: [], why: '' }),
      false,
    )
    t.equal(
      await ledger.recordClassification(late, {
        category: null,
        type: null,
        group: null,
        priority: null,
        tags: [],
        customFields: {},
        decidedBy: 'none',
        confidence: null,
        reasons: [],
      }),
      false,
    )
    t.same(await ledger.find(id), before)
    t.same(await ledger.history(id), historyBefore)
    t.equal(await deliver(ledger, current), true)
    t.equal(await deliver(ledger, current), false)
  })

  t.test('keeps a lease that is renewed', async (t) => {
    const { ledger, clock } = await open(t)
    await store(ledger, anEntry('a'))
    const claim = await claimOne(ledger)
    await clock.advance(leaseMs - 1)
    t.equal(await ledger.renew(claim, leaseMs), true)
    await clock.advance(leaseMs - 1)
    t.same(await claimAll(ledger), [])
    await clock.advance(1)
    t.equal((await claimAll(ledger)).length, 1)
  })

  t.test('says when the next one becomes due', async (t) => {
    const { ledger, clock } = await open(t)
    t.equal(await ledger.nextDueAt('main'), null)
    await store(ledger, anEntry('a'))
    t.equal(await ledger.nextDueAt('main'), clock.now())
    t.equal(await ledger.nextDueAt('other'), null)
    const claim = await claimOne(ledger)
    t.equal(await ledger.nextDueAt('main'), clock.now() + leaseMs)
    await ledger.retryLater(claim, { dueAt: clock.now() + 5000, why: 'busy', failed: true })
    t.equal(await ledger.nextDueAt('main'), clock.now() + 5000)
  })

  t.test('calls back when a hand-off may have become due, until unsubscribed', async (t) => {
    const { ledger } = await open(t)
    const heard: string[] = []
    const stop = ledger.onDue((helpdesk) => heard.push(helpdesk))
    const broken = ledger.onDue(() => {
      throw new Error('a fault of the listener')
    })
    await store(ledger, anEntry('a'))
    t.same(heard, ['main'])
    await store(ledger, anEntry('refused', { refusal: { why: 'no' } }))
    t.same(heard, ['main'])
    const claim = await claimOne(ledger)
    await ledger.park(claim, 'why')
    t.same(heard, ['main'])
    await ledger.release(claim.entry.id, 'ann')
    t.same(heard, ['main', 'main'])
    stop()
    broken()
    await store(ledger, anEntry('b'))
    t.same(heard, ['main', 'main'])
  })
}
