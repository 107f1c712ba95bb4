import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import { type Call, callerOf, isRecord, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { attributeRefusal, faultOf, invalid, notFound, updateConflict } from '../problems.ts'
import { addComment, commentsOf, readComment } from './add-comment.ts'
import { convertToAuditJson, recordAudit } from './audits.ts'
import { touch } from './change-state.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'
import { readRequester } from './create-ticket.ts'
import { missingFields } from './read-fields.ts'
import { readTags, readTicket, ticketIn } from './read-ticket.ts'

/** A ticket that takes changes, or why this one takes none. Closed is for good. */
const findChangeable = (call: Call): { ticket: StoredTicket } | { answer: Answer } => {
  const ticket = call.account.tickets.get(numberParam(call))
  if (ticket === undefined || ticket.status === 'deleted') return { answer: notFound() }
  if (ticket.status === 'closed' || ticket.archived)
    return { answer: invalid([faultOf.value('status', 'Status: closed prevents ticket update')]) }
  return { ticket }
}

/** One update, as a call of its own and as a part of a job. */
export const updateTicket = (call: Call): Answer => {
  const found = findChangeable(call)
  if ('answer' in found) return found.answer
  const { ticket } = found
  const given = ticketIn(call.body)
  if (given === null) return attributeRefusal(400, 'Invalid attribute', 'ticket is missing')
  // Sending it at all counts, whatever its value.
  if (given['safe_update'] !== undefined && given['updated_stamp'] !== formatTime(ticket.updatedAt))
    return updateConflict()
  const read = readTicket(call, given, ticket)
  const { comment, faults } = readComment(call, given['comment'], callerOf(call).id)
  const all = [...read.faults, ...faults]
  if (comment !== null && commentsOf(call, ticket.id).length >= call.behaviour.maxComments)
    all.push(faultOf.value('base', `Ticket: has reached the limit of ${call.behaviour.maxComments} comments`))
  const status = read.changes.status ?? ticket.status
  if (read.changes.status === 'solved')
    all.push(...missingFields(call, read.changes.fields ?? ticket.fields, (field) => field.required))
  const person =
    given['requester'] === undefined && given['requester_id'] === undefined
      ? null
      : readRequester(call, given)
  all.push(...(person?.faults ?? []))
  if (all.length > 0) return invalid(all)

  Object.assign(ticket, read.changes)
  if (person !== null) ticket.requesterId = person.take()
  const added = comment === null ? null : addComment(call, ticket, comment)
  if (added !== null) added.cc = readCopies(given['email_ccs'])
  const isByCustomer = added?.public === true && added.authorId === ticket.requesterId
  if (call.behaviour.reopens && isByCustomer && read.changes.status === undefined)
    if (status === 'solved' || status === 'pending') ticket.status = 'open'
  const audit = recordAudit(call, ticket, { before: touch(call, ticket), comment: added })
  return jsonAnswer(200, { ticket: convertToTicketJson(ticket, call), audit: convertToAuditJson(audit) })
}

/** `email_ccs: [{user_email, action}]`; only who is put on is kept. */
const readCopies = (given: unknown): string[] =>
  (Array.isArray(given) ? given : []).flatMap((item: unknown) =>
    isRecord(item) && item['action'] !== 'delete' ? [String(item['user_email'])] : [],
  )

/** The tags endpoint: PUT adds, POST replaces, DELETE takes away. */
const changeTags =
  (combine: (present: string[], given: string[]) => string[], status: number) =>
  (call: Call): Answer => {
    const found = findChangeable(call)
    if ('answer' in found) return found.answer
    const { ticket } = found
    const stamp = call.body['updated_stamp']
    if (call.body['safe_update'] !== undefined && stamp !== formatTime(ticket.updatedAt))
      return updateConflict()
    ticket.tags = [...new Set(combine(ticket.tags, readTags(call.body['tags'])))]
    recordAudit(call, ticket, { before: touch(call, ticket), comment: null })
    return jsonAnswer(status, { tags: ticket.tags })
  }

const add = (present: string[], given: string[]) => [...present, ...given]
const replace = (_present: string[], given: string[]) => given
const remove = (present: string[], given: string[]) => present.filter((tag) => !given.includes(tag))

const write = { limit: 'update', body: 'json' } as const

export const updateTicketRoutes: readonly Route[] = [
  { method: 'PUT', path: '/tickets/:id', ...write, handle: updateTicket },
  { method: 'PUT', path: '/tickets/:id/tags', ...write, handle: changeTags(add, 200) },
  { method: 'POST', path: '/tickets/:id/tags', ...write, handle: changeTags(replace, 201) },
  { method: 'DELETE', path: '/tickets/:id/tags', ...write, handle: changeTags(remove, 200) },
]
