import type { Clock } from '../../ops/clock.ts'

/**
 * Zendesk takes 30 updates of one ticket by one user in ten minutes, and then names a wait of minutes. It is that ticket's affair
 * alone. https://developer.zendesk.com/api-reference/introduction/rate-limits/
 */
export const mostUpdates = 30
export const windowMs = 600_000

export interface TicketLimits {
  /** When the ticket takes another update; null: now. */
  blockedUntil(ticketId: string): number | null
  /** An update of it is about to be sent. */
  sent(ticketId: string): void
  /** Whether a 429 speaks of this ticket and not of the account, and until when it holds. */
  isOwn(ticketId: string, refused: { retryAfterMs: number | null; remaining: number | null }): boolean
}

// Account and endpoints count by the minute: what asks for a longer wait, with calls left, is the ticket.
const minuteMs = 60_000
// From here on a shorter wait is believed to be the ticket's as well: other replicas may have sent the rest.
const suspectUpdates = 10
const mostTickets = 5_000

export const createTicketLimits = (clock: Clock): TicketLimits => {
  const tickets = new Map<string, { updates: number[]; blockedUntil: number }>()

  const stateOf = (ticketId: string) => {
    const now = clock.now()
    const known = tickets.get(ticketId)
    const updates = known?.updates.filter((at) => now - at < windowMs) ?? []
    return { updates, blockedUntil: known?.blockedUntil ?? 0 }
  }
  const keep = (ticketId: string, state: { updates: number[]; blockedUntil: number }) => {
    tickets.delete(ticketId)
    if (tickets.size >= mostTickets) tickets.delete(tickets.keys().next().value ?? '')
    tickets.set(ticketId, state)
  }

  return {
    blockedUntil: (ticketId) => {
      const { updates, blockedUntil } = stateOf(ticketId)
      const oldest = updates.at(-mostUpdates)
      const until = Math.max(blockedUntil, oldest === undefined ? 0 : oldest + windowMs)
      return until > clock.now() ? until : null
    },
    sent: (ticketId) => {
      const state = stateOf(ticketId)
      keep(ticketId, { ...state, updates: [...state.updates, clock.now()] })
    },
    isOwn: (ticketId, { retryAfterMs, remaining }) => {
      if (remaining === 0 || retryAfterMs === null) return false
      const state = stateOf(ticketId)
      if (retryAfterMs <= minuteMs && state.updates.length < suspectUpdates) return false
      keep(ticketId, { ...state, blockedUntil: clock.now() + retryAfterMs })
      return true
    },
  }
}
