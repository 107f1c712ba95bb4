import type { Account, StoredTicket } from '../zendesk/account.ts'
import { describePerson, type ShownAccount, type ShownTicket } from './shown-account.ts'

/** A Zendesk account as the pages show it. A ticket's text is its first comment. */
export const showZendesk = (account: Account): ShownAccount => {
  const personName = (id: number) => describePerson(id, account.users.get(id))

  const badgesOf = (ticket: StoredTicket): string[] =>
    [
      ticket.priority,
      ticket.type,
      ticket.groupId === null ? null : (account.groups.get(ticket.groupId)?.name ?? null),
      ticket.assigneeId === null ? null : (account.users.get(ticket.assigneeId)?.name ?? null),
      ticket.brandId === null ? null : (account.brands.get(ticket.brandId)?.name ?? null),
      ...ticket.tags.map((tag) => `#${tag}`),
      ...Object.entries(ticket.fields)
        .filter(([, value]) => value !== null && value !== '' && value !== false)
        .map(([id, value]) => `${account.fields.get(Number(id))?.title ?? id}: ${value}`),
    ].filter((text) => text !== null)

  const show = (ticket: StoredTicket): ShownTicket => {
    const [first, ...rest] = [...account.comments.values()].filter(({ ticketId }) => ticketId === ticket.id)
    const status = ticket.customStatusId === null ? undefined : account.statuses.get(ticket.customStatusId)
    return {
      id: ticket.id,
      subject: ticket.subject,
      requester: personName(ticket.requesterId),
      createdAt: ticket.createdAt,
      status: status?.label ?? ticket.status,
      deleted: ticket.status === 'deleted',
      badges: badgesOf(ticket),
      body: first?.htmlBody ?? '',
      files: [first, ...rest].flatMap((comment) => comment?.files.map(({ name }) => name) ?? []),
      entries: rest.map((comment) => ({
        kind: comment.public ? 'reply' : 'privateNote',
        fromCustomer: account.users.get(comment.authorId)?.role === 'end-user',
        author: personName(comment.authorId),
        at: comment.createdAt,
        body: comment.htmlBody,
      })),
    }
  }

  return {
    vendor: 'Zendesk',
    ticketPath: '/agent/tickets/',
    count: () => account.tickets.size,
    newest: (limit) => [...account.tickets.values()].slice(-limit).reverse().map(show),
    find: (id) => {
      const ticket = account.tickets.get(id)
      return ticket === undefined ? null : show(ticket)
    },
  }
}
