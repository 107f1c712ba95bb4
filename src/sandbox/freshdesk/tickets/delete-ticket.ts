import { type Answer, emptyAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { findWritableTicket } from '../conversations/find-writable-ticket.ts'
import { methodNotAllowed, notFound } from '../problems.ts'
import { indexTicket } from './index-ticket.ts'

/** Soft: the ticket can still be seen, with `deleted: true`. */
export const setDeleted = (ticket: StoredTicket, deleted: boolean, call: Call): void => {
  ticket.deleted = deleted
  ticket.updatedAt = call.now
  indexTicket(ticket, call)
}

const restore = (call: Call): Answer => {
  const ticket = call.account.tickets.get(numberParam(call, 'id'))
  if (!ticket) return notFound()
  if (!ticket.deleted) return methodNotAllowed(['GET'])
  setDeleted(ticket, false, call)
  return emptyAnswer(204)
}

export const deleteTicketRoutes: readonly Route[] = [
  {
    method: 'DELETE',
    path: '/tickets/:id',
    permission: 'tickets:delete',
    handle: (call) => {
      const found = findWritableTicket(call)
      if ('answer' in found) return found.answer
      setDeleted(found.ticket, true, call)
      return emptyAnswer(204)
    },
  },
  { method: 'PUT', path: '/tickets/:id/restore', permission: 'tickets:delete', handle: restore },
]
