import { type Answer, emptyAnswer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { pageOf } from '../page-of.ts'
import { notFound } from '../problems.ts'
import { recordAudit } from './audits.ts'
import { touch } from './change-state.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'

const isListed = (ticket: StoredTicket): boolean => ticket.status !== 'deleted' && !ticket.archived

const asJson = (call: Call) => (ticket: StoredTicket) => convertToTicketJson(ticket, call)

const list = (call: Call): Answer => {
  const external = call.query.get('external_id')
  const tickets = [...call.account.tickets.values()].filter(
    (ticket) => isListed(ticket) && (external === null || ticket.externalId === external),
  )
  return pageOf(call, 'tickets', tickets.map(asJson(call)))
}

const show = (call: Call): Answer => {
  const ticket = call.account.tickets.get(numberParam(call))
  return ticket === undefined || ticket.status === 'deleted'
    ? notFound()
    : jsonAnswer(200, { ticket: convertToTicketJson(ticket, call) })
}

const showMany = (call: Call): Answer => {
  const ids = (call.query.get('ids') ?? '').split(',').slice(0, 100).map(Number)
  const tickets = [...call.account.tickets.values()].filter(
    (ticket) => ids.includes(ticket.id) && ticket.status !== 'deleted',
  )
  return pageOf(call, 'tickets', tickets.map(asJson(call)))
}

const count = (call: Call): Answer => {
  const value = [...call.account.tickets.values()].filter(isListed).length
  return jsonAnswer(200, { count: { value, refreshed_at: null } })
}

const remove = (call: Call): Answer => {
  const ticket = call.account.tickets.get(numberParam(call))
  if (ticket === undefined || ticket.status === 'deleted') return notFound()
  ticket.status = 'deleted'
  recordAudit(call, ticket, { before: touch(call, ticket), comment: null })
  return emptyAnswer(204)
}

const listDeleted = (call: Call): Answer =>
  pageOf(
    call,
    'deleted_tickets',
    [...call.account.tickets.values()]
      .filter(({ status }) => status === 'deleted')
      .map(({ id, subject }) => ({ id, subject })),
  )

export const readTicketRoutes: readonly Route[] = [
  { method: 'GET', path: '/tickets', handle: list },
  { method: 'GET', path: '/tickets/show_many', handle: showMany },
  { method: 'GET', path: '/tickets/count', handle: count },
  { method: 'GET', path: '/deleted_tickets', handle: listDeleted },
  { method: 'GET', path: '/tickets/:id', handle: show },
  { method: 'DELETE', path: '/tickets/:id', handle: remove },
]
