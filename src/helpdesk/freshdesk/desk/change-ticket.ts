import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { CallOptions, Failure, UnmappedField, Write } from '../../outcome.ts'
import type { TicketEdit } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { composeChanges, composeTags } from './compose-changes.ts'
import { loadEditContext } from './edit-context.ts'
import { explainRefusal, noSuchTicket } from './explain-refusal.ts'
import type { InTurn } from './in-turn.ts'
import { readAnyTicket } from './read-any-ticket.ts'
import { isFreshdeskId } from './ticket-id.ts'

export interface TicketChangerOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  toTicket: (ticket: FreshdeskTicket) => Ticket
  inTurn: InTurn
  clock: Clock
}

type Changed = Write<{ ticket: Ticket; unmapped: UnmappedField[] }>

/**
 * Freshdesk has no check of its own: what was read is trusted for this long. When the write had to wait longer for its turn in
 * the budget, it is not sent, and the ticket is read anew.
 */
const freshMs = 2_000
/** How often it is read anew. When the budget is that short, somebody's tags may be older than they should be. */
const mostReads = 4

const conflict: Failure = {
  kind: 'conflict',
  message: 'Somebody else has changed the ticket in the meantime.',
}

/**
 * Changes a ticket by one PUT, after one read where tags or `ifUnchangedSince` ask for it. Changes of ours to one ticket follow
 * one another. What somebody else changes within the moment between our read and our write is not seen: last write wins there,
 * for tags too.
 */
export const createTicketChanger = ({ client, directory, toTicket, inTurn, clock }: TicketChangerOptions) => {
  const attempt = async (ticketId: string, edit: TicketEdit, options: CallOptions): Promise<Changed> => {
    const context = await loadEditContext(directory, edit, options)
    if (!context.ok) return { effect: 'none', failure: context.failure }
    const composed = composeChanges(edit, context.value)
    if (composed.kind === 'refused') return { effect: 'none', failure: composed.failure }
    const needsRead =
      (edit.addTags ?? []).length + (edit.removeTags ?? []).length > 0 || edit.ifUnchangedSince !== undefined

    for (let reads = 1; ; reads++) {
      let { body, unmapped } = composed
      let sending = options
      let isStale = false
      if (needsRead || Object.keys(body).length === 0) {
        const read = await readAnyTicket(client, ticketId, options)
        if (!read.ok) return { effect: 'none', failure: read.failure }
        if (read.value === null) return { effect: 'none', failure: noSuchTicket }
        const { ticket, archived } = read.value
        const closed = archived
          ? 'not-found'
          : ticket.deleted === true || ticket.spam === true
            ? 'gone'
            : null
        if (closed !== null) {
          const failure = { kind: closed, message: '' } as const
          return { effect: 'none', failure: await explainRefusal(client, ticketId, failure, options) }
        }
        if (edit.ifUnchangedSince !== undefined && !isUnchanged(ticket, edit.ifUnchangedSince)) {
          return { effect: 'none', failure: conflict }
        }
        const { tags, unmapped: cut } = composeTags(ticket, edit)
        if (tags !== null) body = { ...body, tags }
        unmapped = [...unmapped, ...cut]
        if (Object.keys(body).length === 0) {
          return { effect: 'done', value: { ticket: toTicket(ticket), unmapped } }
        }
        const readAt = clock.now()
        sending = {
          ...options,
          maySend: () => {
            isStale = reads < mostReads && clock.now() - readAt > freshMs
            return !isStale && options.maySend?.() !== false
          },
        }
      }
      const result = await client.tickets.update(ticketId, body, sending)
      if (result.effect === 'done') {
        return { effect: 'done', value: { ticket: toTicket(result.value), unmapped } }
      }
      if (result.effect === 'none' && isStale) continue
      if (result.effect === 'unknown') return { effect: 'unknown', failure: result.failure }
      return { effect: 'none', failure: await explainRefusal(client, ticketId, result.failure, options) }
    }
  }

  return async (ticketId: string, edit: TicketEdit, options: CallOptions): Promise<Changed> =>
    isFreshdeskId(ticketId)
      ? inTurn(ticketId, () => attempt(ticketId, edit, options))
      : { effect: 'none', failure: noSuchTicket }
}

/** Times are whole seconds: a second change within the same one is not seen. */
const isUnchanged = (ticket: FreshdeskTicket, since: string): boolean => {
  const at = Date.parse(ticket.updated_at ?? '')
  const known = Date.parse(since)
  return Number.isFinite(at) && Number.isFinite(known) && Math.floor(at / 1000) === Math.floor(known / 1000)
}
