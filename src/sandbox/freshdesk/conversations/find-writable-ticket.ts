import type { Answer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import { type Call, numberParam } from '../call.ts'
import { methodNotAllowed, notFound } from '../problems.ts'

/** The ticket that a write is for: 404 when unknown or archived, 405 when it is spam or deleted. */
export const findWritableTicket = (call: Call): { ticket: StoredTicket } | { answer: Answer } => {
  const ticket = call.account.tickets.get(numberParam(call, 'id'))
  if (!ticket || ticket.archived) return { answer: notFound() }
  return ticket.deleted || ticket.spam ? { answer: methodNotAllowed(['GET']) } : { ticket }
}
