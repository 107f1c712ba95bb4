import type { Answer } from '../../answer.ts'
import type { JobResult } from '../account.ts'
import { type Call, isRecord, type Route } from '../call.ts'
import { attributeRefusal } from '../problems.ts'
import { readTags, ticketIn } from '../tickets/read-ticket.ts'
import { updateTicket } from '../tickets/update-ticket.ts'
import { startJob } from './jobs.ts'

const most = 100

/** Only here tags can be added to those that each ticket has, and taken away. */
const withTags = (call: Call, id: string, given: Record<string, unknown>): Record<string, unknown> => {
  const { additional_tags: additional, remove_tags: removed, ...rest } = given
  if (additional === undefined && removed === undefined) return rest
  const present = call.account.tickets.get(Number(id))?.tags ?? []
  const gone = readTags(removed ?? [])
  const kept = present.filter((tag) => !gone.includes(tag.toLowerCase()))
  return { ...rest, tags: [...new Set([...kept, ...readTags(additional ?? [])])] }
}

/** What a single update would answer, as a line of a job's results. One that is not there is named by its place alone. */
const resultOf = (answer: Answer, id: string, index: number): JobResult => {
  if (answer.status === 200) return { id: Number(id), action: 'update', status: 'Updated', success: true }
  if (answer.status === 404) return { index, error: 'TicketNotFound', details: 'Ticket not found' }
  const body: unknown = JSON.parse(String(answer.body ?? '{}'))
  const details = isRecord(body) && isRecord(body['details']) ? Object.values(body['details']) : []
  const texts = details
    .flatMap((items) => (Array.isArray(items) ? items : []))
    .map((item: unknown) => (isRecord(item) ? String(item['description']) : ''))
  const own = { id: Number(id), action: 'update', success: false }
  return { ...own, error: 'TicketUpdateFailed', details: texts.join(', ') }
}

const updateMany = (call: Call): Answer => {
  const ids = (call.query.get('ids') ?? '').split(',').filter((id) => /^\d{1,15}$/.test(id))
  const ticket = ticketIn(call.body)
  if (ids.length === 0 || ids.length > most || ticket === null)
    return attributeRefusal(400, 'Invalid attribute', `Up to ${most} ids, and a ticket`)
  return startJob(call, ids.length, (now) =>
    ids.map((id, index) => {
      const body = { ticket: withTags(call, id, ticket) }
      return resultOf(updateTicket({ ...call, now, params: { id }, body }), id, index)
    }),
  )
}

export const updateManyRoute: Route = {
  method: 'PUT',
  path: '/tickets/update_many',
  body: 'json',
  handle: updateMany,
}
