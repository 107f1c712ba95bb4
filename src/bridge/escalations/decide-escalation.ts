import type { EscalationStep } from '../../../schemas/follow-up.ts'
import type { Priority } from '../../../schemas/handoff.ts'
import type { Ticket } from '../../../schemas/ticket.ts'
import type { TicketEdit } from '../../helpdesk/ticket-desk.ts'

export interface EscalationFacts {
  ticket: Pick<Ticket, 'status' | 'priority' | 'agentId' | 'tags' | 'deleted'>
  /** Whether an agent has answered in public since the hand-off; null: not looked at, as nothing depends on it. */
  answered: boolean | null
}

export type EscalationDecision =
  | { kind: 'skip'; why: string }
  /** `did`: what is changed, and what is not although the rule says so, in words. */
  | { kind: 'act'; edit: TicketEdit; did: string[] }

const ranks: readonly (Priority | null)[] = [null, 'low', 'medium', 'high', 'urgent']

const findReason = ({ unless }: EscalationStep, { ticket, answered }: EscalationFacts): string | null => {
  if (ticket.deleted) return 'The ticket was deleted.'
  if (ticket.status === 'closed') return 'The ticket is closed.'
  if (unless.includes('solved') && ticket.status === 'solved') return 'The ticket is solved.'
  if (unless.includes('assigned') && ticket.agentId !== null) return 'An agent has it.'
  if (unless.includes('answered') && answered === true) return 'An agent has answered.'
  return null
}

/** Whether the conversation has to be read before it can be decided. */
export const asksForAnswer = (
  { unless, group, agent }: EscalationStep,
  ticket: EscalationFacts['ticket'],
): boolean => unless.includes('answered') || ((group !== null || agent !== null) && ticket.agentId !== null)

/**
 * Decides what becomes of a ticket when an escalation is due. A priority is never lowered, and an agent who has answered keeps the
 * ticket: what people have decided stands.
 */
export const decideEscalation = (step: EscalationStep, facts: EscalationFacts): EscalationDecision => {
  const { ticket, answered } = facts
  const reason = findReason(step, facts)
  if (reason !== null) return { kind: 'skip', why: reason }
  const edit: TicketEdit = {}
  const did: string[] = []
  const isTaken = ticket.agentId !== null && answered === true
  if (isTaken && (step.group !== null || step.agent !== null))
    did.push('the agent who has answered keeps the ticket')
  if (!isTaken && step.group !== null) {
    edit.group = step.group
    did.push(`group ${step.group}`)
  }
  if (!isTaken && step.agent !== null) {
    edit.agent = step.agent
    did.push(`agent ${step.agent}`)
  }
  if (step.priority !== null && ranks.indexOf(step.priority) > ranks.indexOf(ticket.priority)) {
    edit.priority = step.priority
    did.push(`priority ${step.priority}`)
  }
  const known = new Set(ticket.tags.map((tag) => tag.toLowerCase()))
  const missing = step.addTags.filter((tag) => !known.has(tag.toLowerCase()))
  if (missing.length > 0) {
    edit.addTags = missing
    did.push(`tags ${missing.join(', ')}`)
  }
  return { kind: 'act', edit, did }
}
