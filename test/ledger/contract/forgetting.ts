import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, idsOf, store, ticket } from './steps.ts'

const day = 86_400_000

export const describeForgetting = (open: OpenLedger): void => {
  t.test('blanks the content of what ended long ago, and keeps counts, ticket and history', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    await deliver(ledger, await claimOne(ledger))
    const dismissed = await store(ledger, anEntry('b'))
    await ledger.dismiss(dismissed, 'spam', 'ann')
    await clock.advance(day)
    const young = await store(ledger, anEntry('c'))
    await deliver(ledger, await claimOne(ledger))
    const unfinished = await store(ledger, anEntry('d'))
    const endedBefore = clock.now()
    t.equal(await ledger.purge({ endedBefore, limit: 1 }), 1)
    t.equal(await ledger.purge({ endedBefore, limit: 9 }), 1)
    t.equal(await ledger.purge({ endedBefore, limit: 9 }), 0)
    t.match(await ledger.find(id), { state: 'delivered', handoff: null, classification: null, ticket })
    t.match(await ledger.find(dismissed), { state: 'dismissed', handoff: null })
    t.match(await ledger.find(young), { handoff: { bot: 'Betsur' } })
    t.match(await ledger.find(unfinished), { handoff: { bot: 'Betsur' } })
    t.match(
      (await ledger.history(id)).map(({ event }) => event),
      ['received', 'delivering', 'delivered', 'purged'],
    )
    t.match(await ledger.custody(), { received: 4, delivered: 2, dismissed: 1, underWay: 1, balanced: true })
  })

  t.test('still knows a repeat after purging, except by the hash of a body', async (t) => {
    const { ledger, clock } = await open(t)
    const hashed = anEntry('b', {
      idempotency: { key: 'b', fingerprint: 'print', expiresAt: clock.now() + 9 * day },
    })
    const id = await store(ledger, anEntry('a'))
    await store(ledger, hashed)
    for (const claim of await claimAll(ledger)) await deliver(ledger, claim)
    await clock.advance(1)
    t.equal(await ledger.purge({ endedBefore: clock.now(), limit: 9 }), 2)
    const altered = anEntry('a', { idempotency: { key: 'a', fingerprint: 'other', expiresAt: null } })
    t.match(await ledger.put(altered), { kind: 'duplicate', entry: { id, handoff: null } })
    t.match(await ledger.put(hashed), { kind: 'stored' })
  })

  t.test('erases one requester everywhere, and ends what was open', async (t) => {
    const { ledger } = await open(t)
    const ofAna = (key: string, change = {}) =>
      store(ledger, anEntry(key, { requesterKey: 'ana', ...change }))
    const delivered = await ofAna('a')
    await deliver(ledger, await claimOne(ledger))
    const parked = await ofAna('b')
    await ledger.park(await claimOne(ledger), 'quotes the person')
    const refused = await ofAna('c', { refusal: { why: 'no' } })
    const delivering = await ofAna('d')
    const claim = await claimOne(ledger)
    const received = await ofAna('e')
    await ofAna('f', { helpdesk: 'other' })
    const ben = await store(ledger, anEntry('ben'))

    t.equal(await ledger.erase('ana', 'ann'), 6)
    t.equal(await ledger.erase('ana', 'ann'), 0)
    for (const id of [delivered, parked, refused, delivering, received]) {
      const entry = await ledger.find(id)
      t.match(entry, { handoff: null, classification: null, requesterKey: 'erased' })
      t.equal(entry?.state, id === delivered ? 'delivered' : 'dismissed')
      const history = await ledger.history(id)
      t.ok(history.every(({ why }) => why === null))
      t.match(history.at(-1), { event: 'erased', by: 'ann' })
    }
    t.equal(await deliver(ledger, claim), false, 'the worker has lost it')
    t.same(idsOf(await claimAll(ledger)), [ben])
    t.match(await ledger.custody(), {
      received: 6,
      delivered: 1,
      dismissed: 4,
      underWay: 1,
      refused: 1,
      balanced: true,
    })
    t.match(await ledger.find(delivered), { ticket })
    t.match(await ledger.put(anEntry('a', { requesterKey: 'ana' })), {
      kind: 'duplicate',
      entry: { id: delivered },
    })
  })
}
