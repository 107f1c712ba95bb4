import type { Ticket } from '../../../schemas/ticket.ts'

/** Further ahead of our clock no help desk's clock is: such a time is nonsense, and believed it would hide every later change. */
const furthestAheadMs = 3_600_000

export interface TicketTimes {
  createdAt: number
  changedAt: number
}

/**
 * When a ticket was made and last changed, in ms of the help desk's clock, which may be minutes off ours. Pure. What cannot be a time
 * becomes `now`: the ticket counts as changed, and is looked at rather than passed over.
 */
export const readTimes = (
  { createdAt, updatedAt }: Pick<Ticket, 'createdAt' | 'updatedAt'>,
  now: number,
): TicketTimes => {
  const changed = sensible(updatedAt, now) ?? now
  return { changedAt: changed, createdAt: sensible(createdAt, now) ?? changed }
}

const sensible = (text: string, now: number): number | null => {
  const time = Date.parse(text)
  return time > 0 && time <= now + furthestAheadMs ? time : null
}
