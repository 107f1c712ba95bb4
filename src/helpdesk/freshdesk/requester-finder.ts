import type { FreshdeskTicket } from '../../../schemas/freshdesk/ticket.ts'
import type { FindRequester } from './add-as-customer.ts'
import type { FreshdeskClient } from './freshdesk-client.ts'

export interface RequesterFinder {
  find: FindRequester
  /** Notes what another read showed, so that the next `find` need not ask. */
  note(ticket: FreshdeskTicket): void
}

const mostNoted = 1_000

/** Knows who asked in the tickets seen lately. A ticket's requester hardly ever changes, and then by an agent's hand. */
export const createRequesterFinder = (client: FreshdeskClient): RequesterFinder => {
  const noted = new Map<string, number>()

  const note = (ticket: FreshdeskTicket) => {
    const id = String(ticket.id)
    noted.delete(id)
    if (ticket.requester_id == null || isClosedToNotes(ticket)) return
    if (noted.size >= mostNoted) noted.delete(noted.keys().next().value ?? '')
    noted.set(id, ticket.requester_id)
  }

  return {
    note,
    find: async (ticketId, options) => {
      const known = noted.get(ticketId)
      if (known !== undefined) return { ok: true, value: known }
      const result = await client.tickets.get(ticketId, options)
      if (result.effect !== 'done') {
        return { ok: false, failure: result.failure.kind === 'not-found' ? gone : result.failure }
      }
      note(result.value)
      return isClosedToNotes(result.value)
        ? { ok: false, failure: gone }
        : { ok: true, value: result.value.requester_id ?? null }
    },
  }
}

const isClosedToNotes = (ticket: FreshdeskTicket): boolean => ticket.deleted === true || ticket.spam === true

const gone = { kind: 'gone', message: 'The ticket is deleted, archived or unknown.' } as const
