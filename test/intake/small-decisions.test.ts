import t from 'tap'
import { composeAnswer, composeReceived } from '../../src/intake/compose-answer.ts'
import { createWaitingRoom } from '../../src/intake/create-waiting-room.ts'
import { type Delivery, nameDelivery, nameRefusal } from '../../src/intake/name-delivery.ts'
import { putInTime } from '../../src/intake/put-in-time.ts'
import { readWait } from '../../src/intake/read-wait.ts'
import type { NewEntry } from '../../src/ledger/ledger.ts'
import { LedgerUnavailable } from '../../src/ledger/ledger-unavailable.ts'
import { createManualClock } from '../manual-clock.ts'

t.test('a wait is read from Prefer or the query, and bounded', (t) => {
  const cases: [string | undefined, unknown, number, string | null][] = [
    ['wait=5', undefined, 5000, 'wait=5'],
    ['respond-async, wait=5', undefined, 5000, 'wait=5'],
    ['WAIT="7"; x=y', undefined, 7000, 'wait=7'],
    ['wait=600', undefined, 25_000, 'wait=25'],
    ['wait=0', '9', 0, 'wait=0'],
    ['respond-async', '9', 9000, null],
    ['wait=-1', undefined, 0, null],
    ['wait=1.5', undefined, 0, null],
    ['await=5', undefined, 0, null],
    ['wait', undefined, 0, null],
    [undefined, '99', 25_000, null],
    [undefined, '-1', 0, null],
    [undefined, ['1', '2'], 0, null],
    [undefined, '', 0, null],
    [undefined, undefined, 0, null],
  ]
  for (const [prefer, query, ms, preference] of cases) {
    t.same(readWait(prefer, query), { ms, preference }, `${prefer} ${query}`)
  }
  t.end()
})

t.test('a ticket id is a number when a number can hold it, else text', (t) => {
  const idOf = (id: string) =>
    composeAnswer(
      { id: 'h', state: 'delivered', ticket: { id, url: null, action: 'mailed' }, acknowledgement: null },
      false,
    ).ticket?.id
  t.equal(idOf('1234'), 1234)
  t.equal(idOf('9007199254740991'), 9007199254740991)
  for (const id of ['9007199254740992', '007', '1e3', 'INC-7', '', '0x10', '-0']) t.equal(idOf(id), id)
  t.end()
})

t.test('the quick answer is the same as the composed one', (t) => {
  const composed = composeAnswer(
    { id: 'h-"1', state: 'received', ticket: null, acknowledgement: null },
    false,
  )
  t.equal(composeReceived('h-"1'), JSON.stringify(composed))
  t.end()
})

const delivery = (change: Partial<Delivery> = {}): Delivery => ({
  headers: {},
  signedId: null,
  fieldValue: null,
  fingerprint: 'f'.repeat(64),
  now: 1000,
  bodyHashWindowMs: 50,
  ...change,
})

t.test('a delivery is named by its signed id, its header, its field, or its body', (t) => {
  const fingerprint = 'f'.repeat(64)
  const headers = { 'webhook-id': 'w', 'idempotency-key': 'k' }
  t.same(nameDelivery(delivery({ headers, signedId: 'webhook-id', fieldValue: 'v' })), {
    key: 'webhook-id:w',
    fingerprint,
    expiresAt: null,
  })
  t.same(nameDelivery(delivery({ headers, fieldValue: 'v' })), {
    key: 'header:k',
    fingerprint,
    expiresAt: null,
  })
  t.same(nameDelivery(delivery({ fieldValue: 'v' })), { key: 'field:v', fingerprint, expiresAt: null })
  t.same(nameDelivery(delivery()), { key: `body:${fingerprint}`, fingerprint, expiresAt: 1050 })
  t.same(nameRefusal(delivery({ headers })), { key: `refused:${fingerprint}`, fingerprint, expiresAt: 1050 })
  t.equal(nameDelivery(delivery({ headers: { 'idempotency-key': 'a b' } })), null)
  t.end()
})

t.test('a long field value is named by its hash', (t) => {
  t.match(nameDelivery(delivery({ fieldValue: 'x'.repeat(256) }))?.key, /^field:sha256:[0-9a-f]{64}$/)
  t.equal(nameDelivery(delivery({ fieldValue: 'x'.repeat(255) }))?.key, `field:${'x'.repeat(255)}`)
  t.end()
})

t.test('a put that is answered in time leaves no timer behind', async (t) => {
  const clock = createManualClock()
  const entry = {} as NewEntry
  const stored = { kind: 'stored' as const, id: 'h', receivedAt: 0 }
  t.same(await putInTime({ put: async () => stored }, clock, entry, 10), stored)
  const reason = new LedgerUnavailable('read-only', 'x')
  t.same(await putInTime({ put: () => Promise.reject(reason) }, clock, entry, 10), {
    kind: 'unavailable',
    reason,
  })
  await t.rejects(putInTime({ put: () => Promise.reject(new Error('bug')) }, clock, entry, 10), /bug/)
  t.equal(clock.pending(), 0)
})

t.test('a put that fails after its time is up is no unhandled rejection', async (t) => {
  const clock = createManualClock()
  const { promise, reject } = Promise.withResolvers<never>()
  const result = putInTime({ put: () => promise }, clock, {} as NewEntry, 10)
  await clock.advance(10)
  t.same(await result, { kind: 'slow' })
  reject(new Error('late'))
})

t.test('when too many wait, the next are answered at once', async (t) => {
  let asked = 0
  const room = createWaitingRoom({
    waitUntilSettled: (_id, _ms, signal) => {
      asked += 1
      return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(null)))
    },
  })
  const reply = { raw: { once: () => {}, off: () => {} } } as never
  const waiting = Array.from({ length: 500 }, () => room.wait(reply, 'h', 1000))
  t.equal(await room.wait(reply, 'h', 1000), null)
  t.equal(asked, 500)
  room.close()
  await Promise.all(waiting)
  t.equal(await room.wait(reply, 'h', 1000), null)
  t.equal(asked, 500)
})
