import { randomBytes } from 'node:crypto'
import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { addEntry } from '../conversations/add-entry.ts'
import { createFieldReader } from '../field-reader.ts'
import { type Fault, faultOf, invalid, notFound } from '../problems.ts'
import { setDeleted } from './delete-ticket.ts'
import { indexTicket } from './index-ticket.ts'
import { moveStats } from './move-stats.ts'
import { readTicketRequest } from './read-ticket-input.ts'

type Values = Readonly<Record<string, unknown>>

/** `{ bulk_action: { ids, … } }`, or the faults in it. Unknown ids are passed over. */
const readAction = (call: Call): { tickets: StoredTicket[]; action: Values; faults: Fault[] } => {
  const outer = createFieldReader(call.body)
  const action = outer.object('bulk_action') ?? {}
  const inner = createFieldReader({ ...call.body, values: action })
  const ids = inner.ids('ids') ?? []
  inner.object('properties')
  inner.object('reply')
  const faults = [...outer.finish(), ...inner.finish()]
  if (ids.length === 0 && faults.length === 0) faults.push(faultOf.missing('ids'))
  const tickets = ids
    .map((id) => call.account.tickets.get(id))
    .filter((ticket) => ticket !== undefined && !ticket.deleted && !ticket.spam)
  return { tickets: tickets.filter((ticket) => ticket !== undefined), action, faults }
}

const startJob = (call: Call): Answer => {
  const id = randomBytes(16).toString('hex')
  call.account.jobs.set(id, { id, completesAt: call.now + call.behaviour.jobDelayMs, fails: false })
  return jsonAnswer(202, { job_id: id, href: `${call.origin}/api/v2/jobs/${id}` })
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const bulkUpdate = (call: Call): Answer => {
  const { tickets, action, faults } = readAction(call)
  const properties: Values = isObject(action['properties']) ? action['properties'] : {}
  const { skip_close_notification: _, ...values } = properties
  // Not among the properties that the documents list for many tickets.
  if ('subject' in values) faults.push(faultOf.unknown('subject'))
  const { ticket: input, faults: fieldFaults } = readTicketRequest(
    { ...call, body: { ...call.body, values } },
    {},
  )
  if (faults.length + fieldFaults.length > 0) return invalid([...faults, ...fieldFaults])
  const { status, priority, type, groupId, responderId, tags, customFields } = input
  const changes = { status, priority, type, groupId, responderId, tags }
  const reply = isObject(action['reply']) ? action['reply']['body'] : undefined
  for (const ticket of tickets) {
    if (status !== undefined && status !== ticket.status) {
      ticket.stats = moveStats(ticket.stats, ticket.status, status, call.now)
    }
    Object.assign(
      ticket,
      Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    )
    Object.assign(ticket.customFields, customFields)
    ticket.updatedAt = call.now
    if (typeof reply === 'string') addEntry(ticket, { body: reply, private: false, source: 0 }, call)
    else indexTicket(ticket, call)
  }
  return startJob(call)
}

const bulkDelete = (call: Call): Answer => {
  const { tickets, faults } = readAction(call)
  if (faults.length > 0) return invalid(faults)
  for (const ticket of tickets) setDeleted(ticket, true, call)
  return startJob(call)
}

const viewJob = (call: Call): Answer => {
  const job = call.account.jobs.get(call.params['id'] ?? '')
  if (!job) return notFound()
  const isDone = call.now >= job.completesAt
  return jsonAnswer(200, {
    id: job.id,
    status: isDone ? (job.fails ? 'FAILED' : 'COMPLETED') : 'IN PROGRESS',
    progress: isDone ? 100 : 50,
  })
}

/** The work is done at once; only the job that reports on it takes its time. */
export const bulkRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/tickets/bulk_update',
    permission: 'tickets:edit',
    body: 'json',
    handle: bulkUpdate,
  },
  {
    method: 'POST',
    path: '/tickets/bulk_delete',
    permission: 'tickets:delete',
    body: 'json',
    handle: bulkDelete,
  },
  { method: 'GET', path: '/jobs/:id', permission: 'tickets:view', handle: viewJob },
]
