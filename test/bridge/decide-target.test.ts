import t from 'tap'
import type { TicketStatus } from '../../schemas/ticket.ts'
import { decideTarget } from '../../src/bridge/decide-target.ts'
import { makeTicket } from './scripted-helpdesk.ts'

const candidate = { kind: 'same-conversation', ticketId: '7', url: null, why: 'Same conversation.' } as const
const decide = (status: TicketStatus, whenClosed: 'create' | 'reopen' = 'create') =>
  decideTarget(candidate, makeTicket({ id: '7', status }), { whenClosed })

t.test('adds to a ticket that is open, and sets one that waits for the customer to open', async (t) => {
  t.match(decide('open'), { kind: 'add', ticketId: '7', reopen: false })
  t.match(decide('other'), { kind: 'add', reopen: false })
  t.match(decide('pending'), { kind: 'add', reopen: true })
})

t.test('creates or reopens when it is closed, as configured', async (t) => {
  for (const status of ['solved', 'closed'] as const) {
    t.match(decide(status), { kind: 'create', why: new RegExp(`ticket is ${status}`) })
    t.match(decide(status, 'reopen'), { kind: 'add', reopen: true, why: /reopened/ })
  }
})

t.test('creates when the ticket is gone', async (t) => {
  t.match(decideTarget(candidate, null, { whenClosed: 'reopen' }), { kind: 'create', why: /gone/ })
  const deleted = makeTicket({ id: '7', deleted: true })
  t.match(decideTarget(candidate, deleted, { whenClosed: 'reopen' }), { kind: 'create', why: /gone/ })
})
