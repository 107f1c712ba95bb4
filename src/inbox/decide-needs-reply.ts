import type { TicketStatus } from '../../schemas/ticket.ts'

/** Rules and time stamps of the help desk that follow an answer count as part of it. */
const aftermathMs = 60_000

export interface LastWord {
  needsReply: boolean
  /** `updatedAt` of the version on which an agent was seen to have the last word; null: not seen, or the customer had it. */
  answeredAt: number | null
}

/**
 * Whether a customer waits for us, as far as can be told. Pure. No vendor's list says who spoke last, so an open ticket (also in a state
 * of the account's own) counts as waiting, unless the desk saw an agent's answer on it and it has not changed since. So a ticket that
 * an agent answered elsewhere without giving it another status counts as waiting until somebody opens it here.
 */
export const decideNeedsReply = (
  { status, updatedAt }: { status: TicketStatus; updatedAt: number },
  lastFrom: 'customer' | 'agent' | null,
  before: { answeredAt: number | null } | null,
): LastWord => {
  const answeredAt =
    lastFrom === null ? (before?.answeredAt ?? null) : lastFrom === 'agent' ? updatedAt : null
  const isOpen = status === 'open' || status === 'other'
  const isAnswered = answeredAt !== null && updatedAt <= answeredAt + aftermathMs
  return { needsReply: isOpen && !isAnswered, answeredAt }
}
