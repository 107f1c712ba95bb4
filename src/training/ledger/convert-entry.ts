import type { Ticket } from '../../../schemas/ticket.ts'
import type { Entry } from '../../ledger/ledger.ts'
import type { PastTicket } from '../past-ticket.ts'

/** Why a hand-off is nothing to learn from. */
export type UnfitEntry = 'erased' | 'deleted' | 'added'

/**
 * A delivered hand-off as a ticket of the past, or why it is none. Pure. What the ticket says now goes before what was decided when it
 * was made (`ticket` null: it was not looked up). What a model decided is not learnt from: it would learn its own mistakes.
 */
export const convertEntry = (
  { helpdesk, handoff, classification, ticket: made, requesterKey, receivedAt }: Entry,
  now: { ticket: Ticket; groups: ReadonlyMap<string, string> } | null,
): PastTicket | UnfitEntry => {
  if (handoff === null || made === null) return 'erased'
  // It says something more about a ticket that was there, and often nothing of what that is about.
  if (made.action === 'added') return 'added'
  if (now?.ticket.deleted === true) return 'deleted'
  const isOthers = classification !== null && !['model', 'none'].includes(classification.decidedBy)
  const category = isOthers && now === null ? (classification.category ?? undefined) : undefined
  return {
    name: `${helpdesk}:${made.id}`,
    subject: handoff.subject,
    body: handoff.summary,
    labels: { ...(category === undefined ? {} : { category }), ...(now === null ? {} : labelsOf(now)) },
    tags: now?.ticket.tags ?? [],
    language: /^([a-z]{2})(?:[-_]|$)/i.exec(handoff.language ?? '')?.[1]?.toLowerCase() ?? null,
    group: `requester ${requesterKey}`,
    createdAt: receivedAt,
    changedAt: now === null ? null : Date.parse(now.ticket.updatedAt) || null,
    state: now === null ? null : stateOf(now.ticket),
  }
}

const labelsOf = ({
  ticket,
  groups,
}: {
  ticket: Ticket
  groups: ReadonlyMap<string, string>
}): PastTicket['labels'] => {
  const group = ticket.groupId === null ? undefined : groups.get(ticket.groupId)
  return {
    ...(ticket.type === null ? {} : { type: ticket.type }),
    ...(group === undefined ? {} : { group }),
    ...(ticket.priority === null ? {} : { priority: ticket.priority }),
  }
}

const stateOf = ({ status, agentId }: Ticket): PastTicket['state'] => {
  if (status === 'solved' || status === 'closed') return 'settled'
  return agentId === null ? 'untouched' : 'underWay'
}
