import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { isTransient } from '../../remembered.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { TicketInclude } from '../freshdesk-tickets.ts'
import { isFreshdeskId } from './ticket-id.ts'

/**
 * Reads a ticket, and what the ordinary address does not know from the archive: one call, two for those. Null: there is none.
 * An account whose plan has no archive refuses to look there, and has nothing in it.
 */
export const readAnyTicket = async (
  client: FreshdeskClient,
  id: string,
  options: CallOptions,
  include: TicketInclude[] = [],
): Promise<Read<{ ticket: FreshdeskTicket; archived: boolean } | null>> => {
  if (!isFreshdeskId(id)) return { ok: true, value: null }
  const result = await client.tickets.get(id, options, include)
  if (result.effect === 'done') return { ok: true, value: { ticket: result.value, archived: false } }
  if (result.failure.kind !== 'not-found') return { ok: false, failure: result.failure }
  const archived = await client.tickets.getArchived(id, options, include)
  if (archived.effect === 'done') return { ok: true, value: { ticket: archived.value, archived: true } }
  return isTransient(archived.failure) ? { ok: false, failure: archived.failure } : { ok: true, value: null }
}
