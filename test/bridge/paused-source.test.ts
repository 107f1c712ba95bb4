import t from 'tap'
import { planHold } from '../../src/bridge/plan-hold.ts'
import { openLedger, putHandoff, startBridge, until } from './start-bridge.ts'

t.test('a paused source is delivered nothing until it is resumed, and others go on', async (t) => {
  const paused = new Set(['botpress'])
  const { put, settled, desk, ledger, events } = await startBridge(t, {
    isPaused: (source) => paused.has(source),
  })
  const held = await put()
  await until(async () => (await ledger.find(held))?.why === 'Its source is paused.')
  // The same person, by another source.
  const other = await put({ summary: 'Quiero una factura.' }, 'zapier')
  await settled(other)
  t.equal(desk.calls.length, 1)
  t.match(await ledger.find(held), { state: 'waiting', attempts: 1, failures: 0, writes: 0 })
  t.match(await ledger.custody(), { received: 2, delivered: 1, underWay: 1, balanced: true })
  await until(() => events.some((event) => event.kind === 'attempt' && event.outcome === 'held'))
  paused.clear()
  t.equal(await ledger.wake('botpress'), 1)
  t.match(await settled(held), { state: 'delivered' })
})

t.test('what was sent before the pause is looked for, and not sent again while it lasts', async (t) => {
  const ledger = await openLedger(t)
  const id = await putHandoff(ledger)
  const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'dead', limit: 1, leaseMs: 10 })
  if (claim === undefined) throw new Error('Expected a claim.')
  await ledger.markWrite(claim, { kind: 'create', at: Date.now() - 60_000 })
  let paused = true
  const { desk, settled } = await startBridge(t, { ledger, isPaused: () => paused })
  await until(async () => (await ledger.find(id))?.why === 'Its source is paused.')
  t.notSame(desk.calls, [], 'it was looked for')
  t.notOk(desk.calls.some(({ verb }) => verb === 'createTicket'))
  t.match(await ledger.find(id), { write: { kind: 'create' } })
  paused = false
  await ledger.wake('botpress')
  await settled(id)
  t.equal(desk.tickets.length, 1)
})

t.test('looks at held hand-offs get rarer, and never come all at once', async (t) => {
  const minute = 60_000
  const inMinutes = (age: number, lot: number) => {
    const plan = planHold({ receivedAt: 0, now: age * minute }, () => lot)
    return plan.kind === 'hold' ? plan.dueAt / minute - age : null
  }
  t.equal(inMinutes(0, 0), 15)
  t.equal(inMinutes(0, 0.999_999)?.toFixed(1), '30.0')
  t.equal(inMinutes(120, 0), 60)
  t.equal(inMinutes(100_000, 0), 120)
})
