import t, { type Test } from 'tap'
import { compile } from '../policy/facts.ts'
import { createShiftedClock, dayMs } from '../review/open-reviewer.ts'
import { openLedger, type StartOptions, startBridge } from './start-bridge.ts'

const filed = {
  decidedBy: 'rule',
  category: 'access',
  type: 'Question',
  group: 'Soporte',
  tags: ['access'],
}

const open = async (t: Test, options: StartOptions = {}) => {
  const { clock, later } = createShiftedClock()
  const ledger = await openLedger(t, clock)
  const bridge = await startBridge(t, { ledger, ...options })
  /** What is to be looked for in the tickets that were made. */
  const planned = async () => {
    later(dayMs)
    return (await ledger.dueReviews({ helpdesk: 'main', limit: 9 })).map((review) => review.filed)
  }
  return { ...bridge, planned }
}

t.test('what was written is kept with a ticket that was made, and not with an addition', async (t) => {
  const { put, settled, planned } = await open(t)
  const requester = { email: 'ana@example.org', phone: null, name: 'Ana' }
  await settled(await put({ requester, conversationId: 'c-1' }))
  t.match((await settled(await put({ requester, conversationId: 'c-1' }))).ticket, { action: 'added' })
  t.same(await planned(), [filed])
})

t.test('a ticket whose answer was lost is looked at like any other', async (t) => {
  const { desk, put, settled, planned } = await open(t)
  desk.script('createTicket', { kind: 'lose' })
  await settled(await put())
  t.equal(desk.tickets.length, 1)
  t.same(await planned(), [filed])
})

t.test('with rules of the company it is not, as it is not known what they wrote', async (t) => {
  const { policy } = compile('rules:\n  - name: lead\n    then: { group: Lead }\n')
  const { desk, put, settled, planned } = await open(t, { policy: () => policy })
  desk.script('createTicket', { kind: 'lose' })
  await settled(await put())
  t.same(await planned(), [])
  await settled(await put({ requester: { email: 'b@example.org', phone: null, name: 'B' } }))
  t.same(await planned(), [{ ...filed, group: null }], 'where it is known, what they wrote is left out')
})
