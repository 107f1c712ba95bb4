import t from 'tap'
import { makeSource } from './make-handoff.ts'
import { quickDelivery, startBridge } from './start-bridge.ts'

const again = { summary: 'Sigo sin poder entrar en mi cuenta, ayuda' }

t.test('a second hand-off on the same subject is added to the open ticket as the customer', async (t) => {
  const { put, settled, desk, ledger } = await startBridge(t)
  await settled(await put())
  const id = await put(again)
  const entry = await settled(id)
  t.match(entry, {
    ticket: { id: '1', action: 'added', url: 'https://helpdesk.example/1' },
    why: /Same subject/,
  })
  t.equal(desk.tickets.length, 1)
  const [message] = desk.tickets[0]?.messages ?? []
  t.equal(message?.from, 'customer')
  t.match(message?.html, `Relevo ${id}`)
  t.match(message?.html, 'Sigo sin poder')
  t.same(
    desk.calls.map(({ verb, lane }) => `${verb} ${lane}`),
    ['createTicket new', 'getTicket addition', 'addAsCustomer addition'],
  )
  const delivered = (await ledger.history(id)).find(({ event }) => event === 'delivered')
  t.match(delivered?.why, /similarity 0\.\d\d/, 'the rule is in the history')
})

t.test('another subject becomes a ticket of its own, without a call to find that out', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  await settled(await put())
  await settled(await put({ summary: 'Quiero devolver unos zapatos' }))
  t.same(
    desk.calls.map(({ verb }) => verb),
    ['createTicket', 'createTicket'],
  )
})

t.test('bots of different products do not share tickets', async (t) => {
  const { put, settled, desk } = await startBridge(t, {
    sources: { botpress: makeSource({ product: 'A' }), zapier: makeSource({ product: 'B' }) },
  })
  await settled(await put())
  await settled(await put(again, 'zapier'))
  t.equal(desk.tickets.length, 2)
})

t.test('a closed ticket gives way to a new one, or is reopened first', async (t) => {
  for (const whenClosed of ['create', 'reopen'] as const) {
    const { put, settled, desk } = await startBridge(t, {
      config: { delivery: { ...quickDelivery, whenClosed } },
    })
    await settled(await put())
    const [first] = desk.tickets
    if (first === undefined) throw new Error('no ticket')
    first.ticket = { ...first.ticket, status: 'closed' }
    t.match(await settled(await put(again)), {
      ticket: { action: whenClosed === 'create' ? 'created' : 'added' },
    })
    if (whenClosed === 'reopen') {
      t.equal(first.ticket.status, 'open')
      t.same(desk.calls.map(({ verb }) => verb).slice(2), ['updateTicket', 'addAsCustomer'])
    }
  }
})

t.test('a reopening that fails is tried again; one that is refused leads to a new ticket', async (t) => {
  const { put, settled, desk } = await startBridge(t, {
    config: { delivery: { ...quickDelivery, whenClosed: 'reopen' } },
  })
  await settled(await put())
  const [first] = desk.tickets
  if (first === undefined) throw new Error('no ticket')
  first.ticket = { ...first.ticket, status: 'solved' }
  desk.script('updateTicket', { kind: 'vanish' })
  t.match(await settled(await put(again)), { ticket: { id: '1', action: 'added' }, attempts: 2, writes: 1 })
  first.ticket = { ...first.ticket, status: 'solved' }
  desk.script('updateTicket', {
    kind: 'refuse',
    failure: { kind: 'invalid', message: 'Fill in the type.', status: 400, faults: [] },
  })
  t.match(await settled(await put(again)), {
    ticket: { id: '2', action: 'created' },
    why: /Fill in the type/,
  })
})

t.test('an addition whose answer was lost is looked for and not said twice', async (t) => {
  for (const kind of ['lose', 'vanish'] as const) {
    const { put, settled, desk } = await startBridge(t)
    await settled(await put())
    desk.script('addAsCustomer', { kind })
    const id = await put(again)
    t.match(await settled(id), { ticket: { id: '1', action: 'added' } })
    t.equal(desk.tickets[0]?.messages.length, 1)
    t.equal(desk.callsOf('hasMarkedMessage').length, 1)
  }
})

t.test('a ticket that is gone, merged or does not take it gives way to a new one', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  await settled(await put())
  desk.script('addAsCustomer', { kind: 'refuse', failure: { kind: 'gone', message: 'It is deleted.' } })
  t.match(await settled(await put(again)), {
    ticket: { id: '2', action: 'created' },
    attempts: 1,
    why: /deleted/,
  })
  desk.script('getTicket', {
    kind: 'refuse',
    failure: { kind: 'forbidden', message: 'Not yours.', status: 403, code: null },
  })
  t.match(await settled(await put(again)), { ticket: { id: '3', action: 'created' }, why: /Not yours/ })
  desk.tickets.length = 0
  t.match(await settled(await put(again)), { ticket: { action: 'created' }, why: /gone/ })
})

t.test('a look at the ticket that fails is tried again', async (t) => {
  const { put, settled, desk } = await startBridge(t)
  await settled(await put())
  desk.script('getTicket', {
    kind: 'refuse',
    failure: { kind: 'unavailable', message: 'away', status: null, code: null },
  })
  t.match(await settled(await put(again)), { ticket: { id: '1', action: 'added' }, attempts: 2 })
})
