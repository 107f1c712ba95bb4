import type { Test } from 'tap'
import type { Message, Ticket } from '../../../schemas/ticket.ts'
import { createInbox } from '../../../src/inbox/create-inbox.ts'
import type { Tickets } from '../../../src/tickets/tickets.ts'
import { openDesk } from '../open-desk.ts'
import { scripted } from '../scripted.ts'

export const noon = Date.UTC(2026, 10, 20, 12)

export const aTicket = (id: string, more: Partial<Ticket> = {}): Ticket => ({
  ...{ id, url: `https://acme.example/a/tickets/${id}`, subject: `Subject ${id}`, status: 'open' },
  ...{ statusLabel: null, priority: 'low', type: null, tags: [], requesterId: '9', agentId: null },
  ...{ groupId: '7', deleted: false, customFields: {}, externalId: null },
  createdAt: new Date(noon - 60_000).toISOString(),
  updatedAt: new Date(noon).toISOString(),
  ...more,
})

export const aMessage = (id: string, more: Partial<Message> = {}): Message => ({
  ...{ id, ticketId: '1', from: 'customer', authorId: '9', authorName: 'Ana Pérez', private: false },
  ...{ html: `<p>Message ${id}</p>`, text: `Message ${id}`, attachments: [] },
  createdAt: new Date(noon).toISOString(),
  ...more,
})

/** The pages of tickets over a real inbox and help desks that answer as a test says. */
export const openTickets = async (
  t: Test,
  tickets: Partial<Tickets> = {},
  config: Record<string, unknown> = {},
) => {
  const desk = await openDesk(t, {
    dependencies: {
      tickets: scripted<Tickets>('tickets', {
        people: async () => ({
          ok: true,
          value: {
            groups: [{ id: '7', name: 'Facturación' }],
            agents: [{ id: '3', name: 'Eva', email: 'agent@example.com' }],
          },
        }),
        person: async (id) => ({
          ok: true,
          value: { id, name: 'Ana Pérez', email: 'ana@example.org', phone: null, role: 'customer' },
        }),
        ...tickets,
      }),
      classifier: {
        classify: async ({ text }) => ({
          ...{ category: text.includes('invoice') ? 'billing' : null, type: null, group: null },
          ...{
            priority: null,
            tags: [],
            customFields: {},
            decidedBy: 'model',
            confidence: 0.87,
            reasons: [],
          },
        }),
      },
    },
    config: {
      helpdesks: { main: { vendor: 'freshdesk', baseUrl: 'https://acme.example', apiKey: 'k' } },
      sources: { bot: { authentication: { kind: 'secret', secrets: ['a-secret-of-16-characters'] } } },
      ...config,
    },
  })
  // Over the store of the ledger, as in the service.
  const { database, clock, dependencies } = desk
  const inbox = createInbox({ database, clock, limit: 1_000 })
  dependencies.inbox = inbox
  return { ...desk, inbox }
}
