import type { DeliveryConfig } from '../../schemas/delivery-configuration.ts'
import type { Ticket } from '../../schemas/ticket.ts'
import type { Candidate } from './decide-candidate.ts'

/** What a hand-off becomes. `reopen`: the ticket must be set to open before the text is added. */
export type Target =
  | { kind: 'create'; why: string }
  | { kind: 'add'; ticketId: string; url: string | null; reopen: boolean; why: string }

/** The candidate's ticket as the help desk has it now; null when it is gone. */
export const decideTarget = (
  candidate: Exclude<Candidate, { kind: 'none' }>,
  ticket: Ticket | null,
  { whenClosed }: Pick<DeliveryConfig, 'whenClosed'>,
): Target => {
  const { ticketId, why } = candidate
  if (ticket === null || ticket.deleted) return { kind: 'create', why: `${why} That ticket is gone.` }
  const add = { kind: 'add', ticketId, url: ticket.url } as const
  switch (ticket.status) {
    case 'open':
    case 'other':
      return { ...add, reopen: false, why }
    case 'pending':
      // It waits for the customer, and this is the customer.
      return { ...add, reopen: true, why: `${why} It waited for the customer.` }
    case 'solved':
    case 'closed':
      return whenClosed === 'reopen'
        ? { ...add, reopen: true, why: `${why} It was ${ticket.status} and is reopened.` }
        : { kind: 'create', why: `${why} That ticket is ${ticket.status}.` }
    default:
      return ticket.status satisfies never
  }
}
