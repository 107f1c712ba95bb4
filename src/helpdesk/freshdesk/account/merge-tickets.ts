import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import { escapeHtml } from '../../escape-html.ts'
import type { CallOptions, Failure, Read, Write } from '../../outcome.ts'
import { prepareMerge } from '../../prepare-merge.ts'
import { explainRefusal, noSuchTicket } from '../desk/explain-refusal.ts'
import { readAnyTicket } from '../desk/read-any-ticket.ts'
import { isFreshdeskId } from '../desk/ticket-id.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { hasMarkedMessage } from '../has-marked-message.ts'

export interface TicketMergerOptions {
  client: FreshdeskClient
  toTicket: (ticket: FreshdeskTicket) => Ticket
}

/**
 * Merges by one call, between two reads of the ticket that stays. When the answer is lost, the ticket's conversation is looked
 * through for the note of this very merge: found, it was done; not found, it may still come, and stays unknown.
 */
export const createTicketMerger = ({ client, toTicket }: TicketMergerOptions) => {
  const readKept = async (id: string, options: CallOptions): Promise<Read<FreshdeskTicket>> => {
    const read = await readAnyTicket(client, id, options)
    if (!read.ok) return read
    if (read.value === null) return { ok: false, failure: noSuchTicket }
    const { ticket, archived } = read.value
    return archived || ticket.deleted === true || ticket.spam === true
      ? { ok: false, failure: closedToMerges }
      : { ok: true, value: ticket }
  }

  return async (
    into: string,
    given: string[],
    { note, ...options }: CallOptions & { note?: string },
  ): Promise<Write<{ ticket: Ticket }>> => {
    const prepared = prepareMerge(into, given, isFreshdeskId, note)
    if (!prepared.ok) return { effect: 'none', failure: prepared.failure }
    const { others, marker, noteForKept, noteForOthers } = prepared.merge
    const kept = await readKept(into, options)
    if (!kept.ok) return { effect: 'none', failure: kept.failure }
    const body = {
      primary_id: Number(into),
      ticket_ids: others.map(Number),
      convert_recepients_to_cc: true,
      note_in_primary: { body: escapeHtml(noteForKept), private: true },
      note_in_secondary: { body: escapeHtml(noteForOthers), private: true },
    }
    const result = await client.bulk.merge(body, options)
    if (result.effect === 'none')
      return { effect: 'none', failure: await explainRefusal(client, into, result.failure, options) }
    if (result.effect === 'unknown') {
      const marked = await hasMarkedMessage(client, into, marker, options)
      const isDone = marked.ok && marked.value?.found === true
      if (!isDone) return { effect: 'unknown', failure: result.failure }
    }
    const after = await readKept(into, options)
    // It is merged whether it can be read again or not, and its number is the same.
    return { effect: 'done', value: { ticket: toTicket(after.ok ? after.value : kept.value) } }
  }
}

const closedToMerges: Failure = {
  kind: 'gone',
  message: 'The ticket is deleted, marked as spam or archived, and takes no others in.',
}
