import type { Priority } from '../../../schemas/handoff.ts'
import type { TicketStatus } from '../../../schemas/ticket.ts'

/** https://developers.freshdesk.com/api/#ticket_attributes; further statuses are the account's own. */
export const freshdeskStatus = { open: 2, pending: 3, solved: 4, closed: 5 } as const

export const freshdeskPriority = { low: 1, medium: 2, high: 3, urgent: 4 } as const satisfies Record<
  Priority,
  number
>

/** What a bot hands over comes from a chat; `portal` is what Freshdesk takes when nothing is said. */
export const freshdeskSource = { portal: 2, chat: 7 } as const

/** An account's own open state cannot be addressed by a neutral word: it is written as open. */
export const toFreshdeskStatus = (status: TicketStatus): number =>
  status === 'other' ? freshdeskStatus.open : freshdeskStatus[status]

/** Freshdesk's own default is low. */
export const toFreshdeskPriority = (priority: Priority | null): number => freshdeskPriority[priority ?? 'low']

export const fromFreshdeskStatus = (status: number | null | undefined): TicketStatus => {
  switch (status) {
    case freshdeskStatus.open:
      return 'open'
    case freshdeskStatus.pending:
      return 'pending'
    case freshdeskStatus.solved:
      return 'solved'
    case freshdeskStatus.closed:
      return 'closed'
    default:
      return 'other'
  }
}

export const fromFreshdeskPriority = (priority: number | null | undefined): Priority | null => {
  switch (priority) {
    case freshdeskPriority.low:
      return 'low'
    case freshdeskPriority.medium:
      return 'medium'
    case freshdeskPriority.high:
      return 'high'
    case freshdeskPriority.urgent:
      return 'urgent'
    default:
      return null
  }
}
