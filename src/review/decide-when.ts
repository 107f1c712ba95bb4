import type { TicketStatus } from '../../schemas/ticket.ts'

const dayMs = 86_400_000
/** When a ticket that is still open is judged all the same. */
const judgedAfterMs = 7 * dayMs
/** Whoever could not be asked until then is not asked any more. */
export const givenUpAfterMs = 30 * dayMs

/** When a ticket is judged: now, when it is gone (null), solved or a week old; else at a week. Times are ms since the Unix epoch. */
export const decideWhen = (
  status: TicketStatus | null,
  { deliveredAt, now }: { deliveredAt: number; now: number },
): { kind: 'now' } | { kind: 'later'; dueAt: number } => {
  const dueAt = deliveredAt + judgedAfterMs
  const isOver = status === null || status === 'solved' || status === 'closed'
  return isOver || now >= dueAt ? { kind: 'now' } : { kind: 'later', dueAt }
}
