import type { Ticket } from '../../../schemas/ticket.ts'
import type { Clock } from '../../ops/clock.ts'
import type { TriageTicket } from '../triage-store.ts'

/** Vendors stamp tickets to the second: that one must be over, whatever their clock says, and the way here and back. */
export const stillMs = 2_000
const mostRemembered = 10_000

/** Tells when a ticket has been as it is for long enough. */
export interface Stillness {
  /** 0: it has; else so many ms are to be waited before it is read again. */
  waitMs(row: Pick<TriageTicket, 'ticketId' | 'changedAt' | 'seenAt'>, ticket: Ticket): number
}

/**
 * Vendors guard a write by `updatedAt` in whole seconds: a change of somebody else in the same second is not seen, and would be
 * written over. So nothing is written before the second of the last change is over. The vendor's clock is not asked, only how long ago
 * this `updatedAt` was first seen by ours.
 */
export const createStillness = (clock: Clock): Stillness => {
  const seen = new Map<string, { changedAt: number; at: number }>()

  const seenAt = (row: Parameters<Stillness['waitMs']>[0], changedAt: number): number => {
    if (row.changedAt === changedAt) return row.seenAt
    const known = seen.get(row.ticketId)
    if (known?.changedAt === changedAt) return known.at
    if (seen.size >= mostRemembered) seen.clear()
    seen.set(row.ticketId, { changedAt, at: clock.now() })
    return clock.now()
  }

  return {
    waitMs(row, ticket) {
      const since = clock.now() - seenAt(row, Date.parse(ticket.updatedAt))
      // A clock that was set back tells nothing.
      const wait = since < 0 ? stillMs : Math.max(0, stillMs - since)
      if (wait === 0) seen.delete(row.ticketId)
      return wait
    },
  }
}
