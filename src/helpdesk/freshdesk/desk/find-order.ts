import * as z from 'zod'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { TicketQuery } from '../../ticket-desk.ts'

/**
 * A place in an order of tickets: a time, and the tickets of that time that lie before it. In what order Freshdesk gives tickets of
 * the same second is not documented, so a number would not do.
 */
export interface Place {
  /** ms */
  at: number
  ids: number[]
}

export interface Order {
  field: 'created_at' | 'updated_at'
  descending: boolean
}

/** The end of the year 9999, in ms. */
const latest = 253_402_300_799_000

/** `page` and `days` only save calls; `question` is what the cursor belongs to. */
export const findCursorSchema = z.strictObject({
  question: z.string(),
  way: z.enum(['list', 'search']),
  at: z.int().min(0).max(latest),
  ids: z.array(z.int()).max(5_000),
  page: z.int().min(1).max(300),
  days: z.int().min(1).max(20_000),
})
export type FindCursor = z.infer<typeof findCursorSchema>

export const orderOf = ({ order }: TicketQuery): Order => ({
  field: order?.by === 'created' ? 'created_at' : 'updated_at',
  descending: order?.direction !== 'ascending',
})

export const timeOf = (ticket: FreshdeskTicket, { field }: Order): number =>
  Date.parse(ticket[field] ?? '') || 0

/** Whether a ticket lies behind the place, and is still to come. */
export const isAhead = (ticket: FreshdeskTicket, place: Place | null, order: Order): boolean => {
  if (place === null) return true
  const time = timeOf(ticket, order)
  if (time === place.at) return !place.ids.includes(ticket.id)
  return order.descending ? time < place.at : time > place.at
}

/** The place right after a ticket. */
export const advance = (place: Place | null, ticket: FreshdeskTicket, order: Order): Place => {
  const at = timeOf(ticket, order)
  return place?.at === at ? { at, ids: [...place.ids, ticket.id] } : { at, ids: [ticket.id] }
}

/** For sorting. */
export const compareTickets = (order: Order) => (one: FreshdeskTicket, other: FreshdeskTicket) => {
  const difference = timeOf(one, order) - timeOf(other, order) || one.id - other.id
  return order.descending ? -difference : difference
}
