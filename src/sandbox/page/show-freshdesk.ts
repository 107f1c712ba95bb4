import type { Account, StoredTicket } from '../freshdesk/account.ts'
import { priorities } from '../freshdesk/seed-fields.ts'
import { describePerson, type ShownAccount, type ShownEntry, type ShownTicket } from './shown-account.ts'

/** A Freshdesk account as the pages show it. */
export const showFreshdesk = (account: Account): ShownAccount => {
  const personName = (id: number) => describePerson(id, account.contacts.get(id) ?? account.agents.get(id))

  const badgesOf = (ticket: StoredTicket): string[] =>
    [
      Object.entries(priorities).find(([, id]) => id === ticket.priority)?.[0] ?? null,
      ticket.type,
      ticket.groupId === null ? null : (account.groups.get(ticket.groupId)?.name ?? null),
      ticket.responderId === null ? null : (account.agents.get(ticket.responderId)?.name ?? null),
      ticket.productId === null ? null : (account.products.get(ticket.productId)?.name ?? null),
      ...ticket.tags.map((tag) => `#${tag}`),
      ...Object.entries(ticket.customFields)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `${name}: ${value}`),
    ].filter((text) => text !== null)

  const show = (ticket: StoredTicket): ShownTicket => ({
    id: ticket.id,
    subject: ticket.subject,
    requester: personName(ticket.requesterId),
    createdAt: ticket.createdAt,
    status: account.statuses.find(({ id }) => id === ticket.status)?.label ?? String(ticket.status),
    deleted: ticket.deleted,
    badges: badgesOf(ticket),
    body: ticket.description,
    files: [...account.attachments.values()]
      .filter((file) => file.ticketId === ticket.id)
      .map((file) => file.name),
    entries: [...account.conversations.values()]
      .filter((entry) => entry.ticketId === ticket.id)
      .map(
        (entry): ShownEntry => ({
          kind: entry.source === 0 ? 'reply' : entry.private ? 'privateNote' : 'publicNote',
          fromCustomer: entry.incoming,
          author: personName(entry.userId),
          at: entry.createdAt,
          body: entry.body,
        }),
      ),
  })

  return {
    vendor: 'Freshdesk',
    ticketPath: '/a/tickets/',
    count: () => account.tickets.size,
    newest: (limit) => [...account.tickets.values()].slice(-limit).reverse().map(show),
    find: (id) => {
      const ticket = account.tickets.get(id)
      return ticket === undefined ? null : show(ticket)
    },
  }
}
