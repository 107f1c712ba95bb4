import type { Priority } from '../../../schemas/handoff.ts'
import type { TicketStatus } from '../../../schemas/ticket.ts'

/** https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#json-format */
export type ZendeskPriority = 'low' | 'normal' | 'high' | 'urgent'
export type ZendeskStatusWord = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed'

const priorities = { low: 'low', medium: 'normal', high: 'high', urgent: 'urgent' } as const satisfies Record<
  Priority,
  ZendeskPriority
>

export const toZendeskPriority = (priority: Priority): ZendeskPriority => priorities[priority]

export const fromZendeskPriority = (priority: string | null | undefined): Priority | null => {
  switch (priority) {
    case 'low':
    case 'high':
    case 'urgent':
      return priority
    case 'normal':
      return 'medium'
    default:
      return null
  }
}

/** An account's own open state cannot be addressed by a neutral word: it is written as open. */
export const toZendeskStatus = (status: TicketStatus): ZendeskStatusWord =>
  status === 'other' ? 'open' : status

/** `new` is an open ticket that nobody has yet; `hold` waits for somebody else, and the customer may go on writing. */
export const fromZendeskStatus = (status: string | null | undefined): TicketStatus => {
  switch (status) {
    case 'new':
    case 'open':
      return 'open'
    case 'pending':
    case 'solved':
    case 'closed':
      return status
    // A deleted ticket in an export.
    case 'deleted':
      return 'closed'
    default:
      return 'other'
  }
}
