import type { Answer } from '../../answer.ts'
import type {
  AuditEvent,
  FieldValue,
  StoredAudit,
  StoredComment,
  StoredTicket,
  TicketState,
} from '../account.ts'
import { type Call, callerOf, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { notFound } from '../problems.ts'
import { stateOf } from './change-state.ts'

export interface Audited {
  /** Null: the ticket is new. */
  before: TicketState | null
  comment: StoredComment | null
  /** New tickets: as they were before the account's triggers ran, and what these did. */
  created?: TicketState
  ruled?: AuditEvent[]
}

/** Ids stand as text in values, as they were seen. */
const valuesOf = (state: TicketState): Record<string, FieldValue> => ({
  subject: state.subject,
  status: state.status,
  priority: state.priority,
  type: state.type,
  requester_id: String(state.requesterId),
  assignee_id: state.assigneeId === null ? null : String(state.assigneeId),
  group_id: state.groupId === null ? null : String(state.groupId),
  tags: [...state.tags],
  ...state.fields,
})

/** What is seen of a new ticket even when it is empty. */
const alwaysCreated = new Set(['subject', 'status', 'priority', 'type', 'requester_id'])
const isBlank = (value: FieldValue | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

/** Adds a step to the ticket's history, when something was changed or said. */
export const recordAudit = (call: Call, ticket: StoredTicket, audited: Audited): StoredAudit => {
  const { account, now, via } = call
  const id = account.nextId()
  const { before, comment, created, ruled = [] } = audited
  const old = before === null ? null : valuesOf(before)
  const events: AuditEvent[] = []
  if (comment !== null) {
    const { id: commentId, public: isPublic, authorId, plainBody } = comment
    events.push({ id: commentId, type: 'Comment', public: isPublic, author_id: authorId, body: plainBody })
  }
  for (const [name, value] of Object.entries(valuesOf(created ?? stateOf(ticket)))) {
    const own = { field_name: name, value }
    if (old === null) {
      if (alwaysCreated.has(name) || !isBlank(value))
        events.push({ id: account.nextId(), type: 'Create', ...own })
    } else if (JSON.stringify(old[name] ?? null) !== JSON.stringify(value)) {
      events.push({ id: account.nextId(), type: 'Change', ...own, previous_value: old[name] ?? null })
    }
  }
  events.push(...ruled)
  const authorId = via.channel === 'rule' ? -1 : callerOf(call).id
  const audit: StoredAudit = { id, ticketId: ticket.id, authorId, createdAt: now, via, events }
  if (events.length > 0) {
    const kept = account.audits.get(ticket.id)
    if (kept === undefined) account.audits.set(ticket.id, [audit])
    else kept.push(audit)
  }
  return audit
}

export const convertToAuditJson = (audit: StoredAudit): Record<string, unknown> => ({
  id: audit.id,
  ticket_id: audit.ticketId,
  created_at: formatTime(audit.createdAt),
  author_id: audit.authorId,
  metadata: { system: {}, custom: {} },
  via: audit.via,
  events: audit.events,
})

const list = (call: Call): Answer => {
  const ticket = call.account.tickets.get(numberParam(call))
  if (ticket === undefined || ticket.status === 'deleted') return notFound()
  const audits = call.account.audits.get(ticket.id) ?? []
  const isNewestFirst = call.query.get('sort_order') === 'desc' && call.behaviour.auditsOrder === 'asked'
  return pageOf(call, 'audits', (isNewestFirst ? audits.toReversed() : audits).map(convertToAuditJson))
}

export const auditRoutes: readonly Route[] = [{ method: 'GET', path: '/tickets/:id/audits', handle: list }]
