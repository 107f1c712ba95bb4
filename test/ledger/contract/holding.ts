import t from 'tap'
import type { NewEntry } from '../../../src/ledger/ledger.ts'
import type { OpenLedger } from '../ledger-contract.ts'
import { aHandoff, anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, idsOf, store } from './steps.ts'

const hourMs = 3_600_000

const ofAna = (key: string, change: Partial<NewEntry> = {}): NewEntry =>
  anEntry(key, { requesterKey: 'ana', source: 'paused', ...change })

export const describeHolding = (open: OpenLedger): void => {
  t.test('holds what a paused source sent, on record and under way, and wakes it', async (t) => {
    const { ledger, clock, beside } = await open(t)
    const id = await store(ledger, ofAna('a'))
    const claim = await claimOne(ledger)
    t.equal(await ledger.hold(claim, clock.now() + hourMs), true)
    t.equal(await ledger.hold(claim, clock.now() + hourMs), false, 'it is no longer ours')
    t.match(await ledger.find(id), { state: 'waiting', why: 'Its source is paused.', failures: 0 })
    t.match(await ledger.custody(), { received: 1, underWay: 1, balanced: true })
    t.same(await claimAll(ledger), [])
    const heard: string[] = []
    ledger.onDue((helpdesk) => heard.push(helpdesk))
    t.equal(await ledger.wake('another'), 0)
    t.equal(await (await beside()).wake('paused'), 1)
    t.equal(await ledger.wake('paused'), 0, 'a repeat finds nothing')
    t.same(idsOf(await claimAll(ledger)), [id])
    t.same((await ledger.history(id)).map(({ event, why }) => [event, why]).slice(2), [
      ['waiting', 'Its source is paused.'],
      ['woken', 'Its source goes on.'],
      ['delivering', null],
    ])
  })

  t.test(
    'what a person says by another source goes on meanwhile, and what was held keeps its order',
    async (t) => {
      const { ledger, clock } = await open(t)
      const held = [await store(ledger, ofAna('a1')), await store(ledger, ofAna('a2'))]
      const other = await store(ledger, ofAna('b', { source: 'open' }))
      for (const id of held) {
        const claim = await claimOne(ledger)
        t.equal(claim.entry.id, id, 'each comes to the worker once')
        await ledger.hold(claim, clock.now() + hourMs)
      }
      const busy = await claimOne(ledger)
      t.equal(busy.entry.id, other)
      t.equal(await ledger.wake('paused'), 2)
      t.same(await claimAll(ledger), [], 'not beside the one under way')
      await deliver(ledger, busy)
      for (const id of held) {
        const [claim, ...more] = await claimAll(ledger)
        t.same(more, [])
        t.equal(claim?.entry.id, id)
        if (claim !== undefined) await deliver(ledger, claim)
      }
    },
  )

  t.test('a held one is due again by itself, should nobody wake it', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, ofAna('a'))
    await ledger.hold(await claimOne(ledger), clock.now() + hourMs)
    await clock.advance(hourMs)
    t.same(idsOf(await claimAll(ledger)), [id])
  })

  t.test('one that is corrected while it is held stops nobody whose line it comes to', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, ofAna('a'))
    await ledger.hold(await claimOne(ledger), clock.now() + hourMs)
    t.match(await ledger.edit(id, aHandoff(), 'ben', 'ann'), { kind: 'done' })
    const ofBen = await store(ledger, anEntry('b', { requesterKey: 'ben', source: 'open' }))
    t.same(idsOf(await claimAll(ledger)), [ofBen])
    t.equal(await ledger.wake('paused'), 1)
  })

  t.test('what waits for another reason is not woken', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, ofAna('a'))
    const dueAt = clock.now() + hourMs
    await ledger.retryLater(await claimOne(ledger), { dueAt, why: 'down', failed: true })
    t.equal(await ledger.wake('paused'), 0)
    t.match(await ledger.find(id), { dueAt, why: 'down' })
  })

  t.test('wakes more than fit into one portion', async (t) => {
    const { ledger, clock } = await open(t)
    const ids = await Promise.all(
      Array.from({ length: 205 }, (_, n) =>
        store(ledger, ofAna(`a${n}`, { requesterKey: `person-${n % 190}` })),
      ),
    )
    for (let claims = await claimAll(ledger, 250); claims.length > 0; claims = await claimAll(ledger, 250))
      await Promise.all(claims.map((claim) => ledger.hold(claim, clock.now() + hourMs)))
    t.equal(await ledger.wake('paused'), ids.length)
  })
}
