import type { CustomValue, StoredField } from '../account.ts'
import type { Call } from '../call.ts'
import { type Fault, faultOf } from '../problems.ts'
import { customErrorName } from './read-custom-fields.ts'

/** A ticket as it would be stored: what the account's form is held against. */
export interface TicketToCheck {
  subject: string | null
  description: string
  descriptionText: string
  status: number
  type: string | null
  responderId: number | null
  groupId: number | null
  companyId: number | null
  productId: number | null
  customFields: Readonly<Record<string, CustomValue>>
}

/** Whether something that the call refers to is there. */
export const checkReferences = (ticket: TicketToCheck, call: Call): Fault[] => {
  const { account } = call
  const faults: Fault[] = []
  const group = ticket.groupId === null ? undefined : account.groups.get(ticket.groupId)
  if (ticket.groupId !== null && !group) faults.push(faultOf.noMatch('group_id', 'group'))
  if (ticket.responderId !== null) {
    if (!account.agents.has(ticket.responderId)) faults.push(faultOf.noMatch('responder_id', 'agent'))
    else if (call.behaviour.checkMembership && group && !group.agentIds.includes(ticket.responderId)) {
      faults.push(faultOf.value('responder_id', 'The agent does not belong to the specified group'))
    }
  }
  if (ticket.productId !== null && !account.products.has(ticket.productId)) {
    faults.push(faultOf.noMatch('product_id', 'product'))
  }
  if (ticket.companyId !== null && !account.companies.has(ticket.companyId)) {
    faults.push(faultOf.noMatch('company_id', 'company'))
  }
  return faults
}

const isFilled = (field: StoredField, ticket: TicketToCheck): boolean => {
  switch (field.name) {
    case 'subject':
      return (ticket.subject ?? '').trim() !== ''
    case 'description':
      // A description of nothing but an image is one.
      return ticket.descriptionText !== '' || /<img\b/i.test(ticket.description)
    case 'ticket_type':
      return ticket.type !== null
    case 'group':
      return ticket.groupId !== null
    case 'agent':
      return ticket.responderId !== null
    case 'product':
      return ticket.productId !== null
    case 'company':
      return ticket.companyId !== null
    default:
      return !field.custom || isCustomFilled(ticket.customFields[field.name])
  }
}

// A required checkbox must be ticked.
const isCustomFilled = (value: CustomValue | undefined): boolean =>
  value !== undefined && value !== null && value !== '' && value !== false

/** The account's mandatory fields: always those for agents, on closing those for closure too. */
export const checkRequired = (ticket: TicketToCheck, call: Call): Fault[] => {
  const isClosing = ticket.status === 5 || (ticket.status === 4 && call.behaviour.closureIncludesResolved)
  return call.account.fields
    .filter((field) => field.requiredForAgents || (isClosing && field.requiredForClosure))
    .filter((field) => !isFilled(field, ticket))
    .map((field) => faultOf.missing(field.custom ? customErrorName(field.name, call) : field.key))
}
