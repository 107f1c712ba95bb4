import type { Ticket } from '../../../schemas/ticket.ts'
import type { ZendeskStatus } from '../../../schemas/zendesk/account.ts'
import type { ZendeskTicket } from '../../../schemas/zendesk/ticket.ts'
import type { AccountField } from './account-fields.ts'
import { fromZendeskPriority, fromZendeskStatus } from './zendesk-values.ts'

/** A ticket in the neutral vocabulary. `known` gives states their names, when it is known. */
export const convertFromZendeskTicket = (
  ticket: ZendeskTicket,
  ticketUrl: (id: number) => string,
  known: { fields: AccountField[] | null; statuses: ZendeskStatus[] | null },
): Ticket => ({
  id: String(ticket.id),
  url: ticketUrl(ticket.id),
  subject: ticket.subject ?? null,
  status: fromZendeskStatus(ticket.status),
  statusLabel: labelOf(ticket, known),
  priority: fromZendeskPriority(ticket.priority),
  type: ticket.type ?? null,
  tags: ticket.tags ?? [],
  requesterId: toId(ticket.requester_id),
  agentId: toId(ticket.assignee_id),
  groupId: toId(ticket.group_id),
  deleted: ticket.status === 'deleted',
  customFields: Object.fromEntries(
    (ticket.custom_fields ?? []).map(({ id, value }) => [String(id), value ?? null]),
  ),
  externalId: ticket.external_id ?? null,
  createdAt: ticket.created_at ?? '',
  updatedAt: ticket.updated_at ?? ticket.created_at ?? '',
})

const toId = (id: number | null | undefined): string | null => (id == null ? null : String(id))

const labelOf = (
  ticket: ZendeskTicket,
  { fields, statuses }: { fields: AccountField[] | null; statuses: ZendeskStatus[] | null },
): string | null => {
  const custom = statuses?.find(({ id }) => id === ticket.custom_status_id)
  if (custom !== undefined) return custom.agent_label
  const choices = fields?.find(({ key }) => key === 'status')?.choices ?? []
  return choices.find(({ value }) => value === ticket.status)?.labels[0] ?? null
}
