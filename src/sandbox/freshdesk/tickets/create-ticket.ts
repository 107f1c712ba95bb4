import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { type Fault, faultOf, invalid, joinFaults } from '../problems.ts'
import { convertToText } from '../sanitise-html.ts'
import { checkAttachments, storeAttachments } from './attachments.ts'
import { checkReferences, checkRequired, type TicketToCheck } from './check-ticket.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'
import { indexTicket } from './index-ticket.ts'
import { readTicketRequest, type TicketInput, type TicketRequest } from './read-ticket-input.ts'
import { checkRequester, resolveRequester } from './resolve-requester.ts'

const checkAssociations = (ticket: TicketInput, call: Call): Fault[] => {
  const faults: Fault[] = []
  if (ticket.parentId && !call.account.tickets.has(ticket.parentId)) {
    faults.push(faultOf.noMatch('parent_id', 'ticket'))
  }
  if (ticket.relatedTicketIds?.some((id) => !call.account.tickets.has(id))) {
    faults.push(faultOf.noMatch('related_ticket_ids', 'ticket'))
  }
  return faults
}

const associate = (ticket: StoredTicket, input: TicketInput, call: Call): void => {
  if (input.parentId) {
    ticket.associationType = 2
    ticket.associatedTickets = [input.parentId]
    const parent = call.account.tickets.get(input.parentId)
    if (parent) {
      parent.associationType = 1
      parent.associatedTickets.push(ticket.id)
    }
  } else if (input.relatedTicketIds && input.relatedTicketIds.length > 0) {
    ticket.associationType = 3
    ticket.associatedTickets = [...input.relatedTicketIds]
    for (const id of input.relatedTicketIds) {
      const related = call.account.tickets.get(id)
      if (!related) continue
      related.associationType = 4
      related.associatedTickets = [ticket.id]
    }
  }
}

const addTicket = (
  { ticket: input, requester }: TicketRequest,
  checked: TicketToCheck,
  call: Call,
): StoredTicket => {
  const requesterId = resolveRequester(requester, call)
  const id = call.account.nextTicketId()
  const ticket: StoredTicket = {
    id,
    ...checked,
    priority: input.priority ?? 1,
    source: input.source ?? 2,
    requesterId,
    companyId: checked.companyId ?? call.account.contacts.get(requesterId)?.companyId ?? null,
    emailConfigId: input.emailConfigId ?? null,
    ccEmails: input.ccEmails ?? [],
    tags: [...new Set(input.tags ?? [])],
    customFields: input.customFields,
    attachmentIds: storeAttachments(call.body.files, id, call),
    dueBy: input.dueBy ?? null,
    frDueBy: input.frDueBy ?? null,
    spam: false,
    deleted: false,
    archived: false,
    associationType: null,
    associatedTickets: [],
    createdAt: call.now,
    updatedAt: call.now,
    stats: {
      agentRespondedAt: null,
      requesterRespondedAt: null,
      firstRespondedAt: null,
      statusUpdatedAt: call.now,
      reopenedAt: null,
      resolvedAt: checked.status === 4 ? call.now : null,
      closedAt: checked.status === 5 ? call.now : null,
      pendingSince: checked.status === 3 ? call.now : null,
    },
    indexed: [],
  }
  call.account.tickets.set(id, ticket)
  associate(ticket, input, call)
  indexTicket(ticket, call)
  return ticket
}

const create = (call: Call): Answer => {
  const request = readTicketRequest(call)
  const { ticket: input } = request
  const description = input.description ?? ''
  const checked: TicketToCheck = {
    subject: input.subject ?? null,
    description,
    descriptionText: convertToText(description),
    status: input.status ?? 2,
    type: input.type ?? null,
    responderId: input.responderId ?? null,
    groupId: input.groupId ?? null,
    companyId: input.companyId ?? null,
    // The product is ignored when the mailbox is given.
    productId: input.emailConfigId ? null : (input.productId ?? null),
    customFields: input.customFields,
  }
  const faults = joinFaults(request.faults, [
    ...checkRequester(request.requester, call),
    ...checkRequired(checked, call),
    ...checkReferences(checked, call),
    ...checkAssociations(input, call),
    ...checkAttachments(call.body.files, 0, call),
  ])
  if (faults.length > 0) return invalid(faults)
  const ticket = addTicket(request, checked, call)
  return jsonAnswer(201, convertToTicketJson(ticket, call), {
    location: `${call.origin}/api/v2/tickets/${ticket.id}`,
  })
}

export const createTicketRoute: Route = {
  method: 'POST',
  path: '/tickets',
  permission: 'tickets:create',
  operation: 'create',
  body: 'files',
  handle: create,
}
