import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { findWritableTicket } from '../conversations/find-writable-ticket.ts'
import { type Fault, faultOf, invalid, joinFaults } from '../problems.ts'
import { convertToText } from '../sanitise-html.ts'
import { checkAttachments, storeAttachments } from './attachments.ts'
import { checkReferences, checkRequired, type TicketToCheck } from './check-ticket.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'
import { indexTicket } from './index-ticket.ts'
import { moveStats } from './move-stats.ts'
import { readTicketRequest, type TicketInput } from './read-ticket-input.ts'
import { checkRequester, isRequesterGiven, resolveRequester } from './resolve-requester.ts'

const outboundSource = 10
/** The ticket as it would be after the update; undefined in the input leaves what is there. */
const merge = (ticket: StoredTicket, input: TicketInput): TicketToCheck => ({
  subject: input.subject ?? ticket.subject,
  description: input.description ?? ticket.description,
  descriptionText:
    input.description === undefined ? ticket.descriptionText : convertToText(input.description),
  status: input.status ?? ticket.status,
  type: input.type === undefined ? ticket.type : input.type,
  responderId: input.responderId === undefined ? ticket.responderId : input.responderId,
  groupId: input.groupId === undefined ? ticket.groupId : input.groupId,
  companyId: input.companyId === undefined ? ticket.companyId : input.companyId,
  productId: input.productId === undefined ? ticket.productId : input.productId,
  customFields: input.customFields,
})

const checkOutbound = (ticket: StoredTicket, input: TicketInput): Fault[] =>
  ticket.source !== outboundSource
    ? []
    : (['subject', 'description'] as const)
        .filter((name) => input[name] !== undefined)
        .map((field) => ({ field, message: 'It cannot be changed', code: 'readonly_field' }))

const update = (call: Call): Answer => {
  const found = findWritableTicket(call)
  if ('answer' in found) return found.answer
  const { ticket } = found
  const { ticket: input, requester, faults: formFaults } = readTicketRequest(call, ticket.customFields)
  const merged = merge(ticket, input)
  const changesRequester = isRequesterGiven(requester)
  const faults = joinFaults(formFaults, [
    ...checkOutbound(ticket, input),
    ...(changesRequester ? checkRequester(requester, call) : []),
    ...checkRequired(merged, call),
    ...checkReferences(merged, call),
    ...checkAttachments(call.body.files, ticket.id, call),
  ])
  if (input.parentId && !call.account.tickets.has(input.parentId)) {
    faults.push(faultOf.noMatch('parent_id', 'ticket'))
  }
  if (faults.length > 0) return invalid(faults)

  const before = convertToTicketJson(ticket, call)
  Object.assign(ticket, merged, {
    customFields: input.customFields,
    priority: input.priority ?? ticket.priority,
    source: input.source ?? ticket.source,
    requesterId: changesRequester ? resolveRequester(requester, call) : ticket.requesterId,
    emailConfigId: input.emailConfigId === undefined ? ticket.emailConfigId : input.emailConfigId,
    // The whole list is replaced.
    tags: input.tags ? [...new Set(input.tags)] : ticket.tags,
    attachmentIds: [...ticket.attachmentIds, ...storeAttachments(call.body.files, ticket.id, call)],
    dueBy: input.dueBy === undefined ? ticket.dueBy : input.dueBy,
    frDueBy: input.frDueBy === undefined ? ticket.frDueBy : input.frDueBy,
    updatedAt: call.now,
    stats:
      before['status'] === merged.status
        ? ticket.stats
        : moveStats(ticket.stats, Number(before['status']), merged.status, call.now),
  })
  indexTicket(ticket, call)
  const shown = convertToTicketJson(ticket, call)
  if (call.behaviour.staleDueTimes) {
    Object.assign(shown, { due_by: before['due_by'], fr_due_by: before['fr_due_by'] })
  }
  return jsonAnswer(200, shown)
}

export const updateTicketRoute: Route = {
  method: 'PUT',
  path: '/tickets/:id',
  permission: 'tickets:edit',
  operation: 'update',
  body: 'files',
  handle: update,
}
