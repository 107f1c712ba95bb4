import type { StoredTicket, TicketState } from '../account.ts'
import type { Call } from '../call.ts'
import { formatTime } from '../format-time.ts'

/** A ticket as the API answers it. `state`: as the index has it, for search. */
export const convertToTicketJson = (
  ticket: StoredTicket,
  call: Pick<Call, 'origin' | 'account'>,
  state: TicketState = ticket,
): Record<string, unknown> => {
  const { account, origin } = call
  const fields = [...account.fields.values()]
    .filter(({ type }) => !isSystem(type))
    .map(({ id }) => ({ id, value: state.fields[String(id)] ?? null }))
  return {
    id: ticket.id,
    url: `${origin}/api/v2/tickets/${ticket.id}.json`,
    external_id: state.externalId,
    via: { channel: ticket.channel ?? 'api', source: { from: {}, to: {}, rel: null } },
    created_at: formatTime(ticket.createdAt),
    updated_at: formatTime(state.updatedAt),
    generated_timestamp: ticket.generatedAt,
    type: state.type,
    subject: state.subject,
    raw_subject: state.subject,
    description: ticket.description,
    priority: state.priority,
    status: state.status,
    ...(account.statuses.size === 0 ? {} : { custom_status_id: state.customStatusId }),
    recipient: null,
    requester_id: state.requesterId,
    submitter_id: ticket.submitterId,
    assignee_id: state.assigneeId,
    organization_id: account.users.get(state.requesterId)?.organizationId ?? null,
    group_id: state.groupId,
    brand_id: state.brandId,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: [...state.tags],
    custom_fields: fields,
    fields,
    satisfaction_rating: null,
    allow_attachments: true,
  }
}

export const isSystem = (type: string): boolean =>
  ['subject', 'description', 'status', 'tickettype', 'priority', 'group', 'assignee'].includes(type)
