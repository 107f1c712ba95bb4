import type { PastTicket } from '../../training/past-ticket.ts'
import type { TimedTicket } from './order-arrivals.ts'

/**
 * What could be learnt from at that instant (ms): tickets that had come in before, with what they were filed under only where it was
 * known by then. A ticket that nobody has resolved yet says nothing: what stands on it now may be of yesterday. A help desk that says
 * a ticket changed before it was made is not believed; where nobody says when it changed, it is taken to be filed at once. Pure.
 */
export const recallKnown = (tickets: readonly TimedTicket[], at: number): PastTicket[] =>
  tickets.flatMap((ticket) => {
    if (ticket.createdAt >= at) return []
    return isKnownBy(ticket, at)
      ? [ticket]
      : [{ ...ticket, labels: {}, tags: [], state: 'underWay' as const }]
  })

/** Whether what a ticket was left as was known at that instant. */
export const isKnownBy = ({ createdAt, changedAt, state }: TimedTicket, at: number): boolean =>
  (state === 'settled' || state === null) && Math.max(createdAt, changedAt ?? createdAt) < at
