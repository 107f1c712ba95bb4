import type { TicketCondition, TicketQuery } from '../helpdesk/ticket-desk.ts'

/** The outside's names of what tickets are looked for by: parameters of `GET /v1/tickets`. */
export const conditionParameters: Readonly<Record<TicketCondition, string>> = {
  requesterEmail: 'requester_email',
  requesterPhone: 'requester_phone',
  requesterId: 'requester_id',
  status: 'status',
  priority: 'priority',
  type: 'type',
  group: 'group',
  agent: 'agent',
  tags: 'tag',
  text: 'q',
  customFields: 'field',
  createdAfter: 'created_after',
  createdBefore: 'created_before',
  updatedAfter: 'updated_after',
  updatedBefore: 'updated_before',
}

const conditions = Object.keys(conditionParameters) as TicketCondition[]

/** Parameters that a query makes use of and whose conditions are `wanted`. */
export const parametersOf = (query: TicketQuery, wanted: (condition: TicketCondition) => boolean): string[] =>
  conditions
    .filter((condition) => query[condition] !== undefined && wanted(condition))
    .map((condition) => conditionParameters[condition])
