import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { FieldOrigin, TicketOrigins } from '../../ticket-desk.ts'
import { freshdeskPriority } from '../freshdesk-values.ts'

/**
 * Ways by which customers write, and choose no priority: e-mail, portal, chat, feedback widget. With any other (the phone) an
 * agent fills in the form. https://developers.freshdesk.com/api/#ticket_attributes
 */
const customersSources = new Set([1, 2, 7, 9])
/** The account's rules run, and due times are filled in, seconds after a ticket was made; times are whole seconds. */
const untouchedMs = 5_000

/**
 * Who gave a ticket's fields their values, as far as Freshdesk tells, whose API has no history of a ticket. Every ticket has a
 * priority: low is the `default` of one that a customer wrote and that nothing has touched since; once it was touched, somebody
 * may have looked at it and meant low. All else that is not empty is `unknown`: a mailbox, a rule or a person. Pure.
 */
export const decideOrigins = (ticket: FreshdeskTicket): TicketOrigins['origins'] => ({
  group: presentOr(ticket.group_id),
  type: presentOr(ticket.type),
  priority: ticket.priority == null ? 'empty' : isDefaultPriority(ticket) ? 'default' : 'unknown',
})

const presentOr = (value: unknown): FieldOrigin => (value == null || value === '' ? 'empty' : 'unknown')

const isDefaultPriority = ({ priority, source, ...times }: FreshdeskTicket): boolean => {
  const sinceMs = Date.parse(times.updated_at ?? '') - Date.parse(times.created_at ?? '')
  return (
    priority === freshdeskPriority.low &&
    source != null &&
    customersSources.has(source) &&
    sinceMs >= 0 &&
    sinceMs <= untouchedMs
  )
}
