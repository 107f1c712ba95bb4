import type { ZendeskTicket } from '../../../schemas/zendesk/ticket.ts'
import type { CallOptions, Failure, Read } from '../helpdesk.ts'
import type { ZendeskClient } from './zendesk-client.ts'

export interface RequesterFinder {
  /** Who asked in a ticket; null: it does not say. `gone`: there is no such ticket. `conflict`: it is closed for good. */
  find(ticketId: string, options: CallOptions): Promise<Read<number | null>>
  /** Notes what another read showed, so that the next `find` need not ask. */
  note(ticket: ZendeskTicket): void
}

const mostNoted = 1_000

/** Knows who asked in the tickets seen lately. A ticket's requester hardly ever changes, and then by an agent's hand. */
export const createRequesterFinder = ({ tickets }: ZendeskClient): RequesterFinder => {
  const noted = new Map<string, number>()

  const note = (ticket: ZendeskTicket) => {
    const id = String(ticket.id)
    noted.delete(id)
    if (ticket.requester_id == null || refusalOf(ticket) !== null) return
    if (noted.size >= mostNoted) noted.delete(noted.keys().next().value ?? '')
    noted.set(id, ticket.requester_id)
  }

  return {
    note,
    find: async (ticketId, options) => {
      const known = noted.get(ticketId)
      if (known !== undefined) return { ok: true, value: known }
      const result = await tickets.get(ticketId, options)
      if (result.effect !== 'done') {
        return { ok: false, failure: result.failure.kind === 'not-found' ? gone : result.failure }
      }
      const { ticket } = result.value
      note(ticket)
      const failure = refusalOf(ticket)
      return failure === null ? { ok: true, value: ticket.requester_id ?? null } : { ok: false, failure }
    },
  }
}

const refusalOf = (ticket: ZendeskTicket): Failure | null => {
  if (ticket.status === 'deleted') return gone
  return ticket.status === 'closed' ? closed : null
}

export const gone: Failure = { kind: 'gone', message: 'The ticket is deleted or unknown.' }
/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/: a closed ticket takes no update. */
export const closed: Failure = {
  kind: 'conflict',
  message: 'The ticket is closed, and takes nothing any more.',
}
