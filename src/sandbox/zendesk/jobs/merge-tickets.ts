import type { Answer } from '../../answer.ts'
import type { JobResult, StoredComment, StoredTicket } from '../account.ts'
import { type Call, callerOf, numberParam, type Route } from '../call.ts'
import { attributeRefusal, faultOf, invalid, notFound } from '../problems.ts'
import { addComment, readComment } from '../tickets/add-comment.ts'
import { recordAudit } from '../tickets/audits.ts'
import { touch } from '../tickets/change-state.ts'
import { startJob } from './jobs.ts'

const say = (call: Call, ticket: StoredTicket, body: unknown, isPublic: unknown): StoredComment | null => {
  if (typeof body !== 'string' || body === '') return null
  const given = { body, public: isPublic === true }
  const { comment } = readComment(call, given, callerOf(call).id)
  return comment === null ? null : addComment(call, ticket, comment)
}

/** Closed tickets are neither merged nor take others in; what is merged is closed for good. `call.now`: when it is done. */
export const mergeInto = (call: Call, target: StoredTicket, ids: readonly unknown[]): JobResult[] => {
  const { account, body } = call
  const results = ids.map((id, index): JobResult => {
    const source = account.tickets.get(Number(id))
    if (source === undefined || source.status === 'deleted')
      return { index, error: 'TicketMergeFailed', details: 'Ticket not found' }
    if (source.status === 'closed' || source.id === target.id)
      return { index, error: 'TicketMergeFailed', details: `Ticket #${source.id} cannot be merged` }
    const said = say(call, source, body['source_comment'], body['source_comment_is_public'])
    Object.assign(source, { status: 'closed', tags: [...source.tags, 'closed_by_merge'] })
    recordAudit(call, source, { before: touch(call, source), comment: said })
    return { id: source.id, action: 'update', status: 'Updated', success: true }
  })
  if (results.some(({ success }) => success === true)) {
    const said = say(call, target, body['target_comment'], body['target_comment_is_public'])
    recordAudit(call, target, { before: touch(call, target), comment: said })
  }
  return results
}

const merge = (call: Call): Answer => {
  const { account, body } = call
  const target = account.tickets.get(numberParam(call))
  if (target === undefined || target.status === 'deleted') return notFound()
  if (target.status === 'closed')
    return invalid([faultOf.value('status', 'Status: closed prevents ticket update')])
  const ids: unknown[] = Array.isArray(body['ids']) ? body['ids'] : []
  if (ids.length === 0 || ids.some((id) => !Number.isInteger(id)))
    return attributeRefusal(400, 'Invalid attribute', 'ids must be a list of ticket ids')
  return startJob(call, ids.length, (now) => mergeInto({ ...call, now }, target, ids))
}

export const mergeTicketsRoute: Route = {
  method: 'POST',
  path: '/tickets/:id/merge',
  body: 'json',
  handle: merge,
}
