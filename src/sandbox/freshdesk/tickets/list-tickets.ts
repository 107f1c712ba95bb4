import type { Answer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { parseTime } from '../field-reader.ts'
import { pageAnswer } from '../paging.ts'
import { findContact, findPersonByEmail } from '../people/find-person.ts'
import { type Fault, faultOf, invalid } from '../problems.ts'
import { convertToListedTicket, embed } from './convert-to-ticket-json.ts'
import { readIncludes } from './read-includes.ts'

const filters = ['new_and_my_open', 'watching', 'spam', 'deleted']
const orders = ['created_at', 'due_by', 'updated_at', 'status']
const includes = ['stats', 'requester', 'description'] as const
const lastPage = 300
/** Without `updated_since` only tickets of the past 30 days are listed. */
const windowMs = 30 * 24 * 3_600_000

const choiceFault = (call: Call, name: string, choices: readonly string[]): Fault[] => {
  const value = call.query.get(name)
  return value === null || choices.includes(value) ? [] : [faultOf.choice(name, choices)]
}

/** The id a query names, null when it names none. */
const readId = (call: Call, name: string, faults: Fault[]): number | null => {
  const text = call.query.get(name)
  if (text === null) return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  faults.push(faultOf.value(name, 'It should be a Positive Integer'))
  return null
}

/** The requester that the query names. An e-mail that nobody has is an error, not an empty list. */
const readRequester = (call: Call, faults: Fault[]): number | null => {
  const email = call.query.get('email')
  const externalId = call.query.get('unique_external_id')
  if (email !== null) {
    const person = findPersonByEmail(call.account, email, call.behaviour)
    if (!person) faults.push(faultOf.value('email', 'There is no contact matching the given email'))
    return person?.id ?? null
  }
  if (externalId !== null) {
    const contact = findContact(call.account, (other) => other.uniqueExternalId === externalId)
    if (!contact) faults.push(faultOf.noMatch('unique_external_id', 'contact'))
    return contact?.id ?? null
  }
  return readId(call, 'requester_id', faults)
}

const isInFilter = (ticket: StoredTicket, filter: string | null, call: Call): boolean => {
  if (filter === 'deleted') return ticket.deleted
  if (filter === 'spam') return ticket.spam && !ticket.deleted
  if (ticket.spam || ticket.deleted) return false
  if (filter === 'new_and_my_open') {
    return ticket.status === 2 && (ticket.responderId === null || ticket.responderId === call.agent.id)
  }
  // Nobody watches anything here.
  return filter !== 'watching'
}

const sortValue = (ticket: StoredTicket, order: string): number => {
  if (order === 'status') return ticket.status
  if (order === 'due_by') return ticket.dueBy ?? ticket.createdAt
  return order === 'updated_at' ? ticket.updatedAt : ticket.createdAt
}

const list = (call: Call): Answer => {
  const { query } = call
  const faults: Fault[] = [
    ...choiceFault(call, 'filter', filters),
    ...choiceFault(call, 'order_by', orders),
    ...choiceFault(call, 'order_type', ['asc', 'desc']),
  ]
  const read = readIncludes(call, includes)
  if ('answer' in read) return read.answer
  const since = query.get('updated_since')
  const updatedSince = since === null ? null : parseTime(since)
  if (since !== null && updatedSince === null) {
    faults.push(faultOf.value('updated_since', 'It should be in the combined date and time ISO8601 format'))
  }
  const requesterId = readRequester(call, faults)
  const companyId = readId(call, 'company_id', faults)
  if (faults.length > 0) return invalid(faults)

  const filter = query.get('filter')
  const order = query.get('order_by') ?? 'created_at'
  const sign = query.get('order_type') === 'asc' ? 1 : -1
  const found: StoredTicket[] = []
  for (const ticket of call.account.tickets.values()) {
    if (ticket.archived) continue
    if (requesterId !== null && ticket.requesterId !== requesterId) continue
    if (companyId !== null && ticket.companyId !== companyId) continue
    // Times are compared in whole seconds, as they are shown.
    const isRecent =
      updatedSince === null
        ? ticket.createdAt > call.now - windowMs
        : Math.floor(ticket.updatedAt / 1000) * 1000 >= updatedSince
    if (isRecent && isInFilter(ticket, filter, call)) found.push(ticket)
  }
  found.sort((one, other) => sign * (sortValue(one, order) - sortValue(other, order) || one.id - other.id))
  return pageAnswer(
    call,
    found,
    (ticket) =>
      Object.assign(
        convertToListedTicket(ticket, call),
        ...read.includes.map((include) => embed(ticket, include, call)),
      ),
    lastPage,
  )
}

export const listTicketsRoute: Route = {
  method: 'GET',
  path: '/tickets',
  permission: 'tickets:view',
  operation: 'listTickets',
  includeCost: 2,
  query: [
    'filter',
    'requester_id',
    'email',
    'unique_external_id',
    'company_id',
    'updated_since',
    'order_by',
    'order_type',
    'include',
    'page',
    'per_page',
  ],
  handle: list,
}
