import type { PastTicket } from '../../training/past-ticket.ts'
import { decideFitByWords } from '../find/decide-fit.ts'

/** Why a ticket of the past is not replayed: triage would not have looked at it, or nothing can be said of it. */
export type LeftOut =
  /** The same ticket was read twice. */
  | 'duplicate'
  /** Nobody says when it came in. */
  | 'untimed'
  /** A hand-off became it, which was classified on its way. */
  | 'handoff'
  /** A machine wrote it. */
  | 'automatic'
  | 'nothing-said'
  /** Nobody has resolved it yet. */
  | 'open'

/** A ticket of which it is known when it came in. */
export type TimedTicket = PastTicket & { createdAt: number }

export interface Arrivals {
  /** In the order in which they came in, all within the time asked for. */
  replayed: TimedTicket[]
  /** All that may be learnt from once they are there, in the same order: those above, and others. */
  learnable: TimedTicket[]
  leftOut: Record<LeftOut, number>
}

/**
 * Puts the past in the order in which it arrived, and tells what of it triage would have looked at since then (ms; null: always). Of a
 * ticket that is there twice the version that changed last counts, and the first of equal ones. Pure.
 */
export const orderArrivals = (
  tickets: readonly PastTicket[],
  { since, fromHandoffs }: { since: number | null; fromHandoffs: ReadonlySet<string> },
): Arrivals => {
  const leftOut: Arrivals['leftOut'] = {
    duplicate: 0,
    untimed: 0,
    handoff: 0,
    automatic: 0,
    'nothing-said': 0,
    open: 0,
  }
  const newest = new Map<string, TimedTicket>()
  for (const ticket of tickets) {
    const { createdAt, name } = ticket
    if (createdAt === null || !Number.isFinite(createdAt)) {
      leftOut.untimed += 1
      continue
    }
    const known = newest.get(name)
    if (known !== undefined) leftOut.duplicate += 1
    if (known === undefined || (ticket.changedAt ?? 0) > (known.changedAt ?? 0))
      newest.set(name, { ...ticket, createdAt })
  }
  const learnable = [...newest.values()].sort((one, other) => one.createdAt - other.createdAt)
  const replayed = learnable.filter((ticket) => {
    if (since !== null && ticket.createdAt < since) return false
    const why = whyLeftOut(ticket, fromHandoffs)
    if (why !== null) leftOut[why] += 1
    return why === null
  })
  return { replayed, learnable, leftOut }
}

const whyLeftOut = (ticket: TimedTicket, fromHandoffs: ReadonlySet<string>): LeftOut | null => {
  if (fromHandoffs.has(ticket.name)) return 'handoff'
  const unfit = decideFitByWords(ticket.subject, { from: 'customer', text: ticket.body }, () => false)
  if (unfit === 'automatic' || unfit === 'nothing-said') return unfit
  return ticket.state === 'underWay' || ticket.state === 'untouched' ? 'open' : null
}
