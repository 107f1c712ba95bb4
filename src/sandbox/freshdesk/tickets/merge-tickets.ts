import { type Answer, emptyAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { addEntry } from '../conversations/add-entry.ts'
import { createFieldReader } from '../field-reader.ts'
import { faultOf, invalid } from '../problems.ts'
import { indexTicket } from './index-ticket.ts'
import { moveStats } from './move-stats.ts'

const closed = 5

interface MergeNote {
  body: string
  private: boolean
}

/** `{ body, private }`, private unless said otherwise. */
const readNote = (value: Record<string, unknown> | undefined): MergeNote | null =>
  typeof value?.['body'] === 'string' ? { body: value['body'], private: value['private'] !== false } : null

/** What is deleted, spam or archived is not merged. */
const findMergeable = (call: Call, id: number | null | undefined): StoredTicket | undefined => {
  const ticket = call.account.tickets.get(id ?? 0)
  return ticket === undefined || ticket.deleted || ticket.spam || ticket.archived ? undefined : ticket
}

/**
 * Closes the secondary tickets and leaves a note in each ticket, a usual one where none is given. The primary one may stand among
 * the others, as in the vendor's sample.
 * The misspelt `convert_recepients_to_cc` is the vendor's.
 */
const mergeTickets = (call: Call): Answer => {
  const reader = createFieldReader(call.body)
  const primaryId = reader.id('primary_id')
  const ids = reader.ids('ticket_ids') ?? []
  reader.flag('convert_recepients_to_cc')
  const notes = {
    primary: readNote(reader.object('note_in_primary')),
    secondary: readNote(reader.object('note_in_secondary')),
  }
  const primary = findMergeable(call, primaryId)
  if (!primary) reader.fault(faultOf.noMatch('primary_id', 'ticket'))
  const wanted = ids.filter((id) => id !== primaryId)
  const secondaries = wanted.map((id) => findMergeable(call, id)).filter((ticket) => ticket !== undefined)
  if (wanted.length === 0) reader.fault(faultOf.missing('ticket_ids'))
  else if (secondaries.length < wanted.length) reader.fault(faultOf.noMatch('ticket_ids', 'ticket'))
  const faults = reader.finish()
  if (!primary || faults.length > 0) return invalid(faults)

  const merged = secondaries.map((ticket) => `#${ticket.id}`).join(', ')
  const usual = (body: string): MergeNote => ({ body, private: true })
  addEntry(primary, notes.primary ?? usual(`Tickets with ids ${merged} are merged into this ticket.`), call)
  for (const ticket of secondaries) {
    addEntry(ticket, notes.secondary ?? usual(`This ticket is closed and merged into #${primary.id}.`), call)
    ticket.stats = moveStats(ticket.stats, ticket.status, closed, call.now)
    ticket.status = closed
    ticket.updatedAt = call.now
    indexTicket(ticket, call)
  }
  return emptyAnswer(204)
}

export const mergeTicketsRoute: Route = {
  method: 'PUT',
  path: '/tickets/merge',
  permission: 'tickets:edit',
  body: 'json',
  handle: mergeTickets,
}
