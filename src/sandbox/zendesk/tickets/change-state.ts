import type { StoredTicket, TicketState } from '../account.ts'

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

/** Writes a changed ticket's times and hands it to the index. A change by the system leaves `updated_at` alone. */
export const touch = (ticket: StoredTicket, now: number, bySystem = false): void => {
  if (!bySystem) ticket.updatedAt = now
  ticket.generatedAt = Math.floor(now / 1000)
  ticket.indexed.push({ at: now, state: stateOf(ticket) })
}

/** The newest state that the index has by now; undefined: it does not know the ticket. */
export const findIndexed = (ticket: StoredTicket, now: number, delayMs: number): TicketState | undefined =>
  ticket.indexed.findLast(({ at }) => at + delayMs <= now)?.state
