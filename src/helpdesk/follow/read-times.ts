import type { Ticket } from '../../../schemas/ticket.ts'

/** Further ahead of our clock no help desk's clock is: such a time is nonsense, and believed it would hide every later change. */
const furthestAheadMs = 3_600_000

export interface TicketTimes {
  createdAt: number
  changedAt: number
  /** False: when it changed is not known, only that it is as it is. */
  isTold: boolean
}

/**
 * When a ticket was made and last changed, in ms of the help desk's clock, which may be minutes off ours. Pure. What cannot be a time
 * is taken for one long enough ago, so that it hides no later change.
 */
export const readTimes = (
  { createdAt, updatedAt }: Pick<Ticket, 'createdAt' | 'updatedAt'>,
  now: number,
): TicketTimes => {
  const created = sensible(createdAt, now)
  const changed = sensible(updatedAt, now)
  const changedAt = changed ?? created ?? now - furthestAheadMs
  return { createdAt: created ?? changedAt, changedAt, isTold: changed !== null }
}

const sensible = (text: string, now: number): number | null => {
  const time = Date.parse(text)
  return time > 0 && time <= now + furthestAheadMs ? time : null
}
