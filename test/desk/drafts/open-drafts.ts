import type { Test } from 'tap'
import type { Message, Ticket } from '../../../schemas/ticket.ts'
import type { User, Users } from '../../../src/access/users/users.ts'
import type { Inbox } from '../../../src/inbox/inbox.ts'
import { createOutbox } from '../../../src/outbox/create-outbox.ts'
import type { Outbox } from '../../../src/outbox/outbox.ts'
import type { Tickets } from '../../../src/tickets/tickets.ts'
import { openDesk } from '../open-desk.ts'
import { scripted } from '../scripted.ts'
import { createScriptedAssist } from './scripted-assist.ts'

export const undoMs = 10_000
export const opened = '2026-11-20T10:00:00Z'

export const aTicket = (change: Partial<Ticket> = {}): Ticket => ({
  id: '7',
  url: 'https://help.example.com/tickets/7',
  subject: 'Wi-Fi',
  status: 'open',
  statusLabel: null,
  priority: null,
  type: null,
  tags: [],
  requesterId: '1',
  agentId: null,
  groupId: null,
  deleted: false,
  customFields: {},
  externalId: null,
  createdAt: opened,
  updatedAt: opened,
  ...change,
})

export const aMessage = (change: Partial<Message> = {}): Message => ({
  id: 'm1',
  ticketId: '7',
  from: 'customer',
  authorId: '1',
  authorName: 'Marta',
  private: false,
  html: '',
  text: 'One more thing: it blinks.',
  attachments: [],
  createdAt: '2026-11-20T11:00:00Z',
  ...change,
})

const aUser = (email: string, name: string): User => ({
  ...{ id: `us_${email}`, email, name, role: 'agent', language: null, theme: null, hasPassword: true },
  ...{
    hasIdentity: false,
    createdAt: 0,
    createdBy: 'cli',
    disabledAt: null,
    seenAt: null,
    lockedUntil: null,
  },
})

/** The desk with drafts in memory and a real outbox; the ticket and what is said on it may be changed by the test. */
export const openDrafts = async (
  t: Test,
  given: Parameters<typeof createScriptedAssist>[0] & { people?: Record<string, string> } = {},
) => {
  const scriptedAssist = createScriptedAssist(given)
  const helpdesk: { ticket: Ticket | null; messages: Message[]; away: boolean } = {
    ticket: aTicket(),
    messages: [],
    away: false,
  }
  const failure = () =>
    helpdesk.away
      ? ({ kind: 'unavailable', message: 'It is away.', status: 503, code: null } as const)
      : ({ kind: 'not-found', message: 'It is gone.' } as const)
  const tickets = scripted<Tickets>('tickets', {
    show: async () =>
      helpdesk.ticket === null || helpdesk.away
        ? { ok: false, refusal: { kind: 'failed', failure: failure() } }
        : { ok: true, value: helpdesk.ticket },
    conversation: async () => ({ ok: true, value: { messages: helpdesk.messages, next: null } }),
  })
  const users = scripted<Users>('users', {
    list: async () => Object.entries(given.people ?? {}).map(([email, name]) => aUser(email, name)),
  })
  const inbox = scripted<Inbox>('inbox', { find: async () => null })
  const dependencies: { outbox?: Outbox } = {}
  const lazyOutbox = new Proxy({} as Outbox, {
    get: (_target, key) => Reflect.get(dependencies.outbox ?? {}, key),
  })
  const desk = await openDesk(t, {
    dependencies: { assist: scriptedAssist.assist, outbox: lazyOutbox, tickets, inbox, users },
  })
  const outbox = createOutbox({ database: desk.database, undoMs, clock: desk.clock })
  dependencies.outbox = outbox
  const path = '/tickets/main/7'
  const fields = (change: Record<string, string | string[]> = {}) => ({
    key: 'a-key-of-the-form',
    text: 'Hola, Marta: ya está.',
    opened,
    ...change,
  })
  return { ...desk, ...scriptedAssist, helpdesk, outbox, path, fields, tickets }
}
