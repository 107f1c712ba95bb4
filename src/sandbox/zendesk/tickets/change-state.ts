import type { StoredTicket, TicketState } from '../account.ts'
import type { Call } from '../call.ts'

/** A copy of what changes in a ticket. */
export const stateOf = (ticket: StoredTicket): TicketState => ({
  subject: ticket.subject,
  status: ticket.status,
  customStatusId: ticket.customStatusId,
  priority: ticket.priority,
  type: ticket.type,
  requesterId: ticket.requesterId,
  assigneeId: ticket.assigneeId,
  groupId: ticket.groupId,
  brandId: ticket.brandId,
  externalId: ticket.externalId,
  tags: [...ticket.tags],
  fields: { ...ticket.fields },
  updatedAt: ticket.updatedAt,
})

/** After every change: writes the ticket's times, hands it to the index, and tells the account's webhooks. Answers what it was before. */
export const touch = (call: Call, ticket: StoredTicket): TicketState | null => {
  const { now, origin } = call
  const before = ticket.indexed.at(-1)?.state ?? null
  ticket.updatedAt = now
  ticket.generatedAt = Math.floor(now / 1000)
  ticket.indexed.push({ at: now, state: stateOf(ticket) })
  const by = call.via.channel === 'rule' ? null : (call.user?.email ?? null)
  call.changed({ ticket, before, by, origin })
  return before
}

/** The newest state that the index has by now; undefined: it does not know the ticket. */
export const findIndexed = (ticket: StoredTicket, now: number, delayMs: number): TicketState | undefined =>
  ticket.indexed.findLast(({ at }) => at + delayMs <= now)?.state
