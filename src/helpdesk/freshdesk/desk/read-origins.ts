import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import type { TicketOrigins } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { decideOrigins } from './decide-origins.ts'
import { readAnyTicket } from './read-any-ticket.ts'

/** A ticket, and what can be told of its fields: one call, two when it is archived or gone. */
export const readOrigins = async (
  { client, toTicket }: { client: FreshdeskClient; toTicket: (ticket: FreshdeskTicket) => Ticket },
  ticketId: string,
  options: CallOptions,
): Promise<Read<TicketOrigins | null>> => {
  const read = await readAnyTicket(client, ticketId, options)
  if (!read.ok) return read
  if (read.value === null) return { ok: true, value: null }
  const { ticket } = read.value
  return { ok: true, value: { ticket: toTicket(ticket), origins: decideOrigins(ticket) } }
}
