import type { HoldBack } from '../../outbox/decide-after-send.ts'
import type { OutboxItem } from '../../outbox/outbox.ts'
import type { Tickets } from '../../tickets/tickets.ts'
import { lookAtTicket } from './look-at-ticket.ts'

/**
 * For the outbox's `look`: whether a ticket has changed under a reply between the click and the end of the time to take it back. What
 * agents do meanwhile is their own affair, except that a ticket that was closed may have been merged into another.
 */
export const lookBeforePost =
  (tickets: Pick<Tickets, 'show' | 'conversation'>) =>
  async ({ helpdesk, ticketId, seen }: OutboxItem, signal: AbortSignal): Promise<HoldBack | null> => {
    if (seen === null) return null
    const opened = { openedAt: seen.updatedAt, items: [], shown: 0, readAt: null, signal }
    const { look, change } = await lookAtTicket({ tickets }, { helpdesk, ticketId }, opened)
    if (look.kind === 'gone') return 'ticket-gone'
    if (change.said.some((message) => message.from === 'customer' && !message.private))
      return 'customer-wrote'
    const isClosed = change.ticket?.status === 'closed' && seen.status !== null && seen.status !== 'closed'
    return isClosed ? 'ticket-closed' : null
  }
