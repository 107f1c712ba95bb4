import t from 'tap'
import type { OpenLedger } from '../ledger-contract.ts'
import { anEntry } from '../new-entry.ts'
import { claimAll, claimOne, deliver, store } from './steps.ts'

export const describeWaiting = (open: OpenLedger): void => {
  t.test('waits until a hand-off is delivered', async (t) => {
    const { ledger, clock } = await open(t)
    const idle = clock.pending()
    const id = await store(ledger, anEntry('a'))
    const waiting = ledger.waitUntilSettled(id, 20_000)
    const claim = await claimOne(ledger)
    await deliver(ledger, claim)
    t.match(await waiting, { state: 'delivered', ticket: { id: '77' } })
    t.match(await ledger.waitUntilSettled(id, 20_000), { state: 'delivered' }, 'at once when it is settled')
    t.equal(clock.pending(), idle)
  })

  t.test(
    'ends the wait when it is parked or dismissed, and at once for a refused or unknown one',
    async (t) => {
      const { ledger, clock } = await open(t)
      const idle = clock.pending()
      const parked = await store(ledger, anEntry('a'))
      const firstWait = ledger.waitUntilSettled(parked, 20_000)
      await ledger.park(await claimOne(ledger), 'why')
      t.match(await firstWait, { state: 'parked' })
      const dismissed = await store(ledger, anEntry('b'))
      const secondWait = ledger.waitUntilSettled(dismissed, 20_000)
      await ledger.dismiss(dismissed, 'spam', 'ann')
      t.match(await secondWait, { state: 'dismissed' })
      const refused = await store(ledger, anEntry('c', { refusal: { why: 'no' } }))
      t.match(await ledger.waitUntilSettled(refused, 20_000), { state: 'refused' })
      t.equal(await ledger.waitUntilSettled('ho_nothing', 20_000), null)
      t.equal(clock.pending(), idle)
    },
  )

  t.test('gives the entry as it stands when time is up or the signal aborts', async (t) => {
    const { ledger, clock } = await open(t)
    const idle = clock.pending()
    const id = await store(ledger, anEntry('a'))
    const timed = ledger.waitUntilSettled(id, 5000)
    await clock.advance(5000)
    t.match(await timed, { state: 'received' })
    const abort = new AbortController()
    const aborted = ledger.waitUntilSettled(id, 5000, abort.signal)
    abort.abort()
    t.match(await aborted, { state: 'received' })
    t.match(await ledger.waitUntilSettled(id, 5000, abort.signal), { state: 'received' })
    t.match(await ledger.waitUntilSettled(id, 0), { state: 'received' })
    t.equal(clock.pending(), idle)
  })

  t.test('notices what another process has settled', async (t) => {
    const { ledger, clock, beside } = await open(t)
    const other = await beside()
    const id = await store(ledger, anEntry('a'))
    const waiting = ledger.waitUntilSettled(id, 20_000)
    await clock.advance(3000)
    await other.dismiss(id, 'spam', 'ann')
    await clock.advance(1000)
    t.match(await waiting, { state: 'dismissed' })
    t.ok(clock.now() < Date.UTC(2026, 0, 1) + 20_000)
  })

  t.test('lets thousands wait, and leaves nothing behind', async (t) => {
    const { ledger, clock } = await open(t)
    const idle = clock.pending()
    const ids = await Promise.all(Array.from({ length: 50 }, (_, at) => store(ledger, anEntry(String(at)))))
    const waits = ids.flatMap((id) => Array.from({ length: 40 }, () => ledger.waitUntilSettled(id, 20_000)))
    for (const claim of await claimAll(ledger)) await deliver(ledger, claim)
    const entries = await Promise.all(waits)
    t.equal(entries.length, 2000)
    t.ok(entries.every((entry) => entry?.state === 'delivered'))
    t.equal(clock.pending(), idle)
  })

  t.test('answers those who wait when it closes', async (t) => {
    const { ledger, clock } = await open(t)
    const id = await store(ledger, anEntry('a'))
    const waiting = ledger.waitUntilSettled(id, 20_000)
    await clock.advance(1)
    await ledger.close()
    t.match(await waiting, { state: 'received' })
    t.equal(clock.pending(), 0)
  })
}
