import type { FreshdeskTicket } from '../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { AccountField } from '../fields/account-field.ts'
import { fromFreshdeskPriority, fromFreshdeskStatus } from './freshdesk-values.ts'

/** A ticket in the neutral vocabulary. `fields` gives the account's own statuses their names, when it is known. */
export const convertFromFreshdeskTicket = (
  ticket: FreshdeskTicket,
  ticketUrl: (id: number) => string,
  fields: AccountField[] | null,
): Ticket => ({
  id: String(ticket.id),
  url: ticketUrl(ticket.id),
  subject: ticket.subject ?? null,
  status: fromFreshdeskStatus(ticket.status),
  statusLabel: statusLabel(ticket.status, fields),
  priority: fromFreshdeskPriority(ticket.priority),
  type: ticket.type ?? null,
  tags: ticket.tags ?? [],
  requesterId: toId(ticket.requester_id),
  agentId: toId(ticket.responder_id),
  groupId: toId(ticket.group_id),
  // Spam takes no more additions, and is as good as deleted for whoever wrote it.
  deleted: ticket.deleted === true || ticket.spam === true,
  customFields: ticket.custom_fields ?? {},
  // Freshdesk has no such field; our own reference stands in the text.
  externalId: null,
  createdAt: ticket.created_at ?? '',
  updatedAt: ticket.updated_at ?? ticket.created_at ?? '',
})

const toId = (id: number | null | undefined): string | null => (id == null ? null : String(id))

const statusLabel = (status: number | null | undefined, fields: AccountField[] | null): string | null => {
  const choices = fields?.find((field) => field.key === 'status')?.choices ?? []
  return choices.find((choice) => choice.value === status)?.labels[0] ?? null
}
