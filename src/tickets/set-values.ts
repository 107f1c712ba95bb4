import * as z from 'zod'
import type { CallOptions, Failure, Helpdesk, Read, UnmappedField } from '../helpdesk/helpdesk.ts'
import type { TicketEdit } from '../helpdesk/ticket-desk.ts'
import { noSuchTicket } from './create-reads.ts'
import type { Operation } from './operation.ts'
import type { Changed } from './tickets.ts'

const keptSchema = z.strictObject({
  unmapped: z.array(
    z.strictObject({
      field: z.string(),
      why: z.enum(['unknown-field', 'not-a-choice', 'wrong-type', 'too-long', 'refused', 'defaulted']),
    }),
  ),
})

/**
 * Changes fields of a ticket. Kept of it is which fields could not be written, not what was to stand in them: a repeat brings that
 * with it, and reads the ticket anew.
 */
export const changeOperation = (
  helpdesk: Helpdesk,
  ticketId: string,
  changes: TicketEdit,
): Operation<Changed> => ({
  helpdesk,
  ticketId,
  speech: null,
  async send(options) {
    const write = await helpdesk.change(ticketId, changes, options)
    if (write.effect === 'none') return write
    if (write.effect === 'unknown') return { ...write, said: false }
    return { effect: 'done', value: write.value, messageId: null }
  },
  keep: ({ unmapped }): z.output<typeof keptSchema> => ({
    unmapped: unmapped.map(({ field, why }) => ({ field, why })),
  }),
  async recall(kept, options): Promise<Read<Changed>> {
    const unmapped = keptSchema
      .parse(kept)
      .unmapped.map(({ field, why }): UnmappedField => ({ field, why, value: askedValue(changes, field) }))
    const ticket = await readTicket(helpdesk, ticketId, options)
    return ticket.ok ? { ok: true, value: { ticket: ticket.value, unmapped } } : ticket
  },
})

/** The ticket, or why not; one that is not there is a failure here. */
export const readTicket = async (helpdesk: Helpdesk, ticketId: string, options: CallOptions) => {
  const read = await helpdesk.getTicket(ticketId, options)
  if (!read.ok) return read
  const failure: Failure = noSuchTicket
  return read.value === null ? { ok: false as const, failure } : { ok: true as const, value: read.value }
}

const askedValue = (changes: TicketEdit, field: string): string => {
  const own: Record<string, unknown> = { ...changes, ...changes.customFields }
  const value = own[field]
  return value === undefined || value === null ? '' : String(value)
}
