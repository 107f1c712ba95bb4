import type { Test } from 'tap'
import type { Message, Ticket } from '../../schemas/ticket.ts'
import type { Failure } from '../../src/helpdesk/outcome.ts'
import type { Capabilities } from '../../src/helpdesk/ticket-desk.ts'
import type { HelpdeskSummary, Refusal, Tickets } from '../../src/tickets/tickets.ts'
import { openApiApp } from './open-api-app.ts'

export const ticket: Ticket = {
  id: '7',
  url: 'https://help.example/7',
  subject: 'Invoice',
  status: 'open',
  statusLabel: 'Open',
  priority: 'high',
  type: null,
  tags: ['a'],
  requesterId: '1',
  agentId: null,
  groupId: '2',
  deleted: false,
  customFields: { cf_x: 1 },
  externalId: null,
  createdAt: '2026-11-20T09:00:00Z',
  updatedAt: '2026-11-20T10:00:00Z',
}
export const message: Message = {
  id: '70',
  ticketId: '7',
  from: 'customer',
  authorId: '1',
  authorName: 'Ana',
  private: false,
  html: '<p>Hi</p>',
  text: 'Hi',
  attachments: [{ id: '1', name: 'a.txt', contentType: 'text/plain', bytes: 3, url: null }],
  createdAt: '2026-11-20T09:00:00Z',
}
export const capabilities: Capabilities = {
  findAtMost: 1000,
  conditions: [
    'requesterEmail',
    'status',
    'customFields',
    'tags',
    'createdAfter',
    'type',
    'priority',
    'agent',
  ],
  ifUnchanged: 'read',
  idempotentCreateSeconds: null,
  changes: 'time',
  knowledge: true,
  agentAvailability: false,
  reply: true,
  attachments: true,
  account: ['companies'],
  archive: null,
}
export const helpdesks: HelpdeskSummary[] = [
  { name: 'main', vendor: 'freshdesk', default: true, capabilities, availability: { state: 'open' } },
  {
    name: 'second',
    vendor: 'zendesk',
    default: false,
    capabilities: { ...capabilities, conditions: ['text'] },
    availability: {
      state: 'shut',
      reason: 'outage',
      since: Date.UTC(2026, 10, 20, 11),
      until: null,
      why: 'No connection.',
    },
  },
]
const said = {
  ticketId: '7',
  messageId: '71',
  private: false,
  createdAt: '2026-11-20T12:00:00Z',
  adopted: false,
  statusProblem: null,
}
const handedOver = {
  ticketId: '7',
  url: ticket.url,
  agent: { id: '5', name: 'Luis' },
  group: null,
  why: 'named' as const,
  noteId: '72',
  noteProblem: null,
  promise: { text: 'Soon.', officeHours: null, isOpen: null, firstResponseMinutes: 60 },
}

export const failed = (failure: Failure): Refusal => ({ kind: 'failed', failure })

/** Everything goes well unless `change` says otherwise; `calls` tells what was asked for. */
export const openScripted = async (t: Test, change: Partial<Tickets> = {}) => {
  const calls: unknown[][] = []
  const tickets: Partial<Tickets> = {
    helpdesks: () => helpdesks,
    find: async () => ({ ok: true, value: { tickets: [ticket], next: 'n', total: 3, complete: false } }),
    show: async () => ({ ok: true, value: ticket }),
    conversation: async () => ({ ok: true, value: { messages: [message], next: null } }),
    latestCustomerMessage: async () => ({ ok: true, value: message }),
    reply: async () => ({ ok: true, value: said, duplicate: false }),
    note: async () => ({ ok: true, value: { ...said, private: true }, duplicate: true }),
    assign: async () => ({ ok: true, value: { ticket, unmapped: [] }, duplicate: false }),
    update: async () => ({
      ok: true,
      value: { ticket, unmapped: [{ field: 'x', value: '1', why: 'unknown-field' }] },
      duplicate: false,
    }),
    handOver: async () => ({ ok: true, value: handedOver, duplicate: false }),
    ...change,
  }
  const told = Object.fromEntries(
    Object.entries(tickets).map(([name, verb]) => [
      name,
      (...args: never[]) => {
        if (name !== 'helpdesks') calls.push([name, ...args])
        return (verb as (...args: never[]) => unknown)(...args)
      },
    ]),
  )
  return { ...(await openApiApp(t, { tickets: told })), calls }
}

/** What a verb was given besides the ticket's id. */
export const given = <T>(call: unknown[] | undefined): T => {
  if (call === undefined) throw new Error('It was not asked.')
  return call[2] as T
}

/** The routes that write, each with a body that it takes. */
export const writes = [
  ['POST', '/v1/tickets/7/replies', { text: 'Hi' }, 'reply'],
  ['POST', '/v1/tickets/7/notes', { text: 'Hi' }, 'note'],
  ['POST', '/v1/tickets/7/handover', { summary: 'Help' }, 'handOver'],
  ['PUT', '/v1/tickets/7/assignment', { group: 'Billing' }, 'assign'],
  ['PATCH', '/v1/tickets/7', { status: 'solved' }, 'update'],
] as const
