import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import { type Call, callerOf, isRecord, type Route } from '../call.ts'
import { isEmail } from '../people/is-email.ts'
import { addUser, findByEmail } from '../people/users.ts'
import { attributeRefusal, type Fault, faultOf, invalid, refusal } from '../problems.ts'
import { addComment, readComment } from './add-comment.ts'
import { convertToAuditJson, recordAudit } from './audits.ts'
import { stateOf, touch } from './change-state.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'
import { missingFields } from './read-fields.ts'
import { readTicket, ticketIn } from './read-ticket.ts'
import { runTriggers } from './run-triggers.ts'

const longestKey = 255

/** Makes a ticket once for each idempotency key, for two hours; the same key with another body is refused. */
const create = (call: Call): Answer => {
  const key = call.idempotencyKey
  if (key === null) return make(call)
  if (key.length > longestKey)
    return attributeRefusal(400, 'Invalid attribute', 'Idempotency-Key is too long')
  const { account, behaviour, now } = call
  const body = new TextDecoder().decode(call.bytes)
  const known = account.keys.get(key)
  if (known !== undefined && known.at + behaviour.idempotencyMs > now) {
    if (known.body !== body)
      return refusal(400, 'IdempotentRequestError', 'Request parameters do not match the original request')
    const headers = { 'content-type': 'application/json; charset=utf-8', 'x-idempotency-lookup': 'hit' }
    return { status: known.status, headers, body: known.answer }
  }
  const answer = make(call)
  if (typeof answer.body === 'string' && (answer.status === 201 || behaviour.remembersRefusals)) {
    account.keys.set(key, { at: now, body, status: answer.status, answer: answer.body })
  }
  return { ...answer, headers: { ...answer.headers, 'x-idempotency-lookup': 'miss' } }
}

const make = (call: Call): Answer => {
  const given = ticketIn(call.body)
  if (given === null) return attributeRefusal(400, 'Invalid attribute', 'ticket is missing')
  const { account, now } = call
  const caller = callerOf(call)
  const person = readRequester(call, given)
  const read = readTicket(call, given, null)
  const submitter = typeof given['submitter_id'] === 'number' ? given['submitter_id'] : caller.id
  const { comment, faults } = readComment(call, given['comment'] ?? given['description'], submitter)
  const missing = missingFields(
    call,
    read.changes.fields ?? {},
    (field) => field.requiredOnCreate || (field.required && read.changes.status === 'solved'),
  )
  const all = [...person.faults, ...read.faults, ...faults, ...missing]
  if (comment === null) all.push(faultOf.blank('base', 'Description'))
  if (all.length > 0 || comment === null) return invalid(all)

  const id = account.nextTicketId()
  const requesterId = person.take()
  const ticket: StoredTicket = {
    id,
    submitterId: submitter,
    description: comment.plain,
    createdAt: now,
    generatedAt: 0,
    archived: false,
    channel: call.via.channel,
    indexed: [],
    subject: comment.plain.slice(0, 80),
    status: 'new',
    customStatusId: [...account.statuses.values()].find((each) => each.category === 'new')?.id ?? null,
    priority: null,
    type: null,
    assigneeId: null,
    groupId: account.groups.keys().next().value ?? null,
    brandId: account.brands.keys().next().value ?? null,
    externalId: null,
    tags: [],
    fields: {},
    updatedAt: now,
    ...read.changes,
    requesterId,
  }
  // A new ticket that somebody has is open.
  if (ticket.assigneeId !== null && ticket.status === 'new') ticket.status = 'open'
  account.tickets.set(id, ticket)
  const added = addComment(call, ticket, comment)
  const created = stateOf(ticket)
  const ruled = runTriggers(call, ticket)
  touch(call, ticket)
  const audit = recordAudit(call, ticket, { before: null, comment: added, created, ruled })
  const answer = { ticket: convertToTicketJson(ticket, call), audit: convertToAuditJson(audit) }
  return jsonAnswer(201, answer, { location: `${call.origin}/api/v2/tickets/${id}.json` })
}

/** Whose ticket it is: by id, else by e-mail (made when unknown), else the caller's own. `take` makes who is new. */
export const readRequester = (
  call: Call,
  given: Readonly<Record<string, unknown>>,
): { faults: Fault[]; take: () => number } => {
  const { account, behaviour, now } = call
  const refuse = (description: string) => ({
    faults: [faultOf.value('requester', description)],
    take: () => callerOf(call).id,
  })
  const check = (user: { id: number; suspended: boolean } | undefined) =>
    user === undefined || user.suspended
      ? refuse(user === undefined ? 'Requester: is invalid' : 'Requester: is suspended.')
      : { faults: [], take: () => user.id }
  if (given['requester_id'] !== undefined) return check(account.users.get(Number(given['requester_id'])))
  const requester = given['requester']
  if (!isRecord(requester)) return { faults: [], take: () => callerOf(call).id }
  const { email, name } = requester
  if (typeof email !== 'string' || !isEmail(email))
    return refuse(`Requester: Email: ${String(email)} is not properly formatted`)
  const known = findByEmail(account, email)
  if (known !== null) return check(known)
  const isNamed = typeof name === 'string' && name.trim() !== ''
  if (!isNamed && behaviour.needsName) return refuse('Requester: Name: is too short (minimum one character)')
  const person = { name: isNamed ? name : email, email, phone: null, externalId: null }
  return { faults: [], take: () => addUser(account, person, now).id }
}

export const createTicketRoute: Route = { method: 'POST', path: '/tickets', body: 'json', handle: create }
