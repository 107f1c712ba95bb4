import type { StoredTicket, TicketStats } from '../account.ts'
import type { Call } from '../call.ts'
import { formatNullableTime, formatTime } from '../format-time.ts'
import { convertToAttachmentJson } from './attachments.ts'

const hour = 3_600_000
/** Made-up SLA: hours until a ticket is due, by priority. */
const resolutionHours: Record<number, number> = { 1: 72, 2: 48, 3: 24, 4: 8 }

/** Due times are null at creation and filled in seconds later, unless they were sent. */
const dueTimes = (ticket: StoredTicket, call: Call): { dueBy: number | null; frDueBy: number | null } => {
  if (call.now < ticket.createdAt + call.behaviour.slaDelayMs) return ticket
  const hours = resolutionHours[ticket.priority] ?? 24
  return {
    dueBy: ticket.dueBy ?? ticket.createdAt + hours * hour,
    frDueBy: ticket.frDueBy ?? ticket.createdAt + (hours / 4) * hour,
  }
}

const convertToStatsJson = (stats: TicketStats): Record<string, string | null> => ({
  agent_responded_at: formatNullableTime(stats.agentRespondedAt),
  requester_responded_at: formatNullableTime(stats.requesterRespondedAt),
  first_responded_at: formatNullableTime(stats.firstRespondedAt),
  status_updated_at: formatTime(stats.statusUpdatedAt),
  reopened_at: formatNullableTime(stats.reopenedAt),
  resolved_at: formatNullableTime(stats.resolvedAt),
  closed_at: formatNullableTime(stats.closedAt),
  pending_since: formatNullableTime(stats.pendingSince),
})

/** A ticket as lists show it: no description, no attachments. */
export const convertToListedTicket = (ticket: StoredTicket, call: Call): Record<string, unknown> => {
  const { dueBy, frDueBy } = dueTimes(ticket, call)
  return {
    cc_emails: ticket.ccEmails,
    fwd_emails: [],
    reply_cc_emails: ticket.ccEmails,
    ticket_cc_emails: ticket.ccEmails,
    fr_escalated: false,
    spam: ticket.spam,
    email_config_id: ticket.emailConfigId,
    group_id: ticket.groupId,
    priority: ticket.priority,
    requester_id: ticket.requesterId,
    responder_id: ticket.responderId,
    source: ticket.source,
    company_id: ticket.companyId,
    status: ticket.status,
    subject: ticket.subject,
    association_type: ticket.associationType,
    support_email: null,
    to_emails: null,
    product_id: ticket.productId,
    id: ticket.id,
    type: ticket.type,
    due_by: formatNullableTime(dueBy),
    fr_due_by: formatNullableTime(frDueBy),
    is_escalated: false,
    custom_fields: ticket.customFields,
    created_at: formatTime(ticket.createdAt),
    updated_at: formatTime(ticket.updatedAt),
    associated_tickets_count: ticket.associatedTickets.length === 0 ? null : ticket.associatedTickets.length,
    tags: ticket.tags,
    nr_due_by: null,
    nr_escalated: false,
    ...(ticket.deleted && { deleted: true }),
  }
}

export const describeTicket = (ticket: StoredTicket): Record<string, unknown> => ({
  description: ticket.description,
  description_text: ticket.descriptionText,
  structured_description: {
    description_contents: [{ type: 'text', data: { content: ticket.descriptionText } }],
  },
})

/** A ticket as it is shown alone. */
export const convertToTicketJson = (ticket: StoredTicket, call: Call): Record<string, unknown> => ({
  ...convertToListedTicket(ticket, call),
  ...describeTicket(ticket),
  associated_tickets_list: ticket.associatedTickets,
  attachments: ticket.attachmentIds.map((id) => convertToAttachmentJson(id, call)),
})

/** What `include` adds to a ticket, other than conversations. */
export const embed = (ticket: StoredTicket, include: string, call: Call): Record<string, unknown> => {
  if (include === 'stats') return { stats: convertToStatsJson(ticket.stats) }
  if (include === 'description') return describeTicket(ticket)
  if (include === 'company') {
    const company = ticket.companyId === null ? undefined : call.account.companies.get(ticket.companyId)
    return { company: company ? { id: company.id, name: company.name } : {} }
  }
  const person = call.account.contacts.get(ticket.requesterId) ?? call.account.agents.get(ticket.requesterId)
  return {
    requester: person && {
      id: person.id,
      name: person.name,
      email: person.email,
      mobile: person.mobile,
      phone: person.phone,
    },
  }
}
