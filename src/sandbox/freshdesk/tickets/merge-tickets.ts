import { type Answer, emptyAnswer } from '../../answer.ts'
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

/** Closes the secondary tickets and leaves a note in each. The misspelt `convert_recepients_to_cc` is the vendor's. */
const mergeTickets = (call: Call): Answer => {
  const { tickets } = call.account
  const reader = createFieldReader(call.body)
  const primaryId = reader.id('primary_id')
  const ids = reader.ids('ticket_ids') ?? []
  reader.flag('convert_recepients_to_cc')
  const notes = {
    primary: readNote(reader.object('note_in_primary')),
    secondary: readNote(reader.object('note_in_secondary')),
  }
  const primary = tickets.get(primaryId ?? 0)
  if (!primary) reader.fault(faultOf.noMatch('primary_id', 'ticket'))
  const secondaries = ids.map((id) => tickets.get(id)).filter((ticket) => ticket !== undefined)
  if (ids.length === 0) reader.fault(faultOf.missing('ticket_ids'))
  else if (secondaries.length < ids.length) reader.fault(faultOf.noMatch('ticket_ids', 'ticket'))
  const faults = reader.finish()
  if (!primary || faults.length > 0) return invalid(faults)

  if (notes.primary) addEntry(primary, notes.primary, call)
  for (const ticket of secondaries) {
    if (notes.secondary) addEntry(ticket, notes.secondary, call)
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
