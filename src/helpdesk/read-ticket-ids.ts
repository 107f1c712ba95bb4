import type { Failure } from './outcome.ts'
import { refuse } from './refuse.ts'

/** Tickets that are changed at once: 1..100, each once. */
export const readTicketIds = (
  given: readonly string[],
  isId: (id: string) => boolean,
): { ok: true; ids: string[] } | { ok: false; failure: Failure } => {
  const ids = [...new Set(given)]
  if (ids.length === 0 || ids.length > 100)
    return { ok: false, failure: refuse('ticketIds', 'It takes 1 to 100 tickets.') }
  return ids.every(isId)
    ? { ok: true, ids }
    : { ok: false, failure: refuse('ticketIds', 'Not all of them can be numbers of tickets.') }
}
