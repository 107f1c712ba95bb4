import t from 'tap'
import { freshdeskTicketListSchema, freshdeskTicketSchema } from '../../../schemas/freshdesk/ticket.ts'
import { convertFromFreshdeskTicket } from '../../../src/helpdesk/freshdesk/convert-from-freshdesk-ticket.ts'
import {
  fromFreshdeskPriority,
  fromFreshdeskStatus,
  toFreshdeskPriority,
  toFreshdeskStatus,
} from '../../../src/helpdesk/freshdesk/freshdesk-values.ts'
import { loadFixture } from './load-fixture.ts'

const urlOf = (id: number) => `https://acme.freshdesk.com/a/tickets/${id}`

t.test('reads a whole ticket', async (t) => {
  const ticket = freshdeskTicketSchema.parse(loadFixture('ticket-created'))
  t.same(convertFromFreshdeskTicket(ticket, urlOf, null), {
    id: '1043',
    url: 'https://acme.freshdesk.com/a/tickets/1043',
    subject: 'No puedo entrar',
    status: 'open',
    statusLabel: null,
    priority: 'high',
    type: 'Incident',
    tags: ['chatbot'],
    requesterId: '67013469919',
    agentId: null,
    groupId: '67000578161',
    deleted: false,
    customFields: { cf_order_number_1: 'A-1', cf_items: null, cf_vip: false },
    externalId: null,
    createdAt: '2026-03-02T09:15:30Z',
    updatedAt: '2026-03-02T09:15:30Z',
  })
})

t.test('reads a ticket of which hardly anything is said', async (t) => {
  const [custom, bare] = freshdeskTicketListSchema.parse(loadFixture('ticket-list'))
  t.match(custom && convertFromFreshdeskTicket(custom, urlOf, []), {
    status: 'other',
    subject: null,
    tags: [],
  })
  t.match(bare && convertFromFreshdeskTicket(bare, urlOf, []), {
    status: 'closed',
    priority: null,
    requesterId: null,
    deleted: true,
    updatedAt: '2026-03-01T09:15:30Z',
  })
  t.match(convertFromFreshdeskTicket({ id: 1, spam: true }, urlOf, null), { deleted: true, createdAt: '' })
})

t.test('every neutral value survives the way there and back', async (t) => {
  for (const status of ['open', 'pending', 'solved', 'closed'] as const) {
    t.equal(fromFreshdeskStatus(toFreshdeskStatus(status)), status)
  }
  for (const priority of ['low', 'medium', 'high', 'urgent'] as const) {
    t.equal(fromFreshdeskPriority(toFreshdeskPriority(priority)), priority)
  }
  t.equal(toFreshdeskStatus('other'), 2)
  t.equal(toFreshdeskPriority(null), 1)
  t.equal(fromFreshdeskStatus(null), 'other')
  t.equal(fromFreshdeskPriority(9), null)
})
