import type { Left } from '../../../schemas/triage.ts'
import type { TicketTimes } from '../../helpdesk/follow/read-times.ts'
import type { SeenTicket, TriageTicket } from '../triage-store.ts'
import type { ReadChange } from './compose-tally.ts'
import { decideOutcome } from './decide-outcome.ts'

/** `change`: null when it comes of what triage wrote itself, which no event has to tell. */
export interface JudgedKnown {
  seen: SeenTicket
  change: ReadChange | null
}

const ownWriteMs = 5_000

/**
 * A version of a ticket that is known. Pure. Null: it is an older one, or tells nothing new. Its prediction stays; what came of it is
 * judged when the ticket has ended.
 */
export const judgeKnown = (
  known: TriageTicket,
  { left, deleted, times }: { left: Left; deleted: boolean; times: TicketTimes },
): JudgedKnown | null => {
  const { ticketId } = known
  const changedAt = times.isTold ? times.changedAt : Math.max(times.changedAt, known.changedAt)
  if (changedAt < known.changedAt) return null
  const { outcome, endedAt } = decideOutcome(known.prediction, left, {
    deleted,
    changedAt,
    before: known.endedAt,
  })
  const isSame = changedAt === known.changedAt && isSameLeft(left, known.left) && outcome === known.outcome
  if (isSame) return null
  const seen: SeenTicket = {
    ticketId,
    createdAt: known.createdAt,
    changedAt,
    left,
    outcome,
    endedAt,
  }
  return {
    seen,
    change: isOwn(known, changedAt) ? null : { ticketId, changedAt, knownSince: known.seenAt },
  }
}

const isSameLeft = (one: Left, other: Left | null): boolean =>
  other !== null &&
  one.status === other.status &&
  one.group === other.group &&
  one.type === other.type &&
  one.priority === other.priority &&
  one.category === other.category

/** The first change that is seen after a write is that write, also where the help desk's clock is minutes off ours. */
const isOwn = ({ wroteAt, seenAt }: TriageTicket, changedAt: number): boolean =>
  wroteAt !== null && (wroteAt >= seenAt || Math.abs(wroteAt - changedAt) <= ownWriteMs)
