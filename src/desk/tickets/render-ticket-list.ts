import type { InboxTicket } from '../../inbox/inbox.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { ticketPath } from './read-place.ts'
import { statusMark } from './render-rows.ts'

/** Tickets in short, as beside another one. */
export const renderTicketList = (
  tickets: readonly Pick<
    InboxTicket,
    'helpdesk' | 'ticketId' | 'subject' | 'status' | 'statusLabel' | 'updatedAt'
  >[],
  visit: Visit,
): Markup => {
  const { tickets: texts } = visit.words
  if (tickets.length === 0) return html`<p class="muted">${texts.noOthers}</p>`
  return html`<ul class="plain">${tickets.map(
    (ticket) =>
      html`<li><a href="${ticketPath(ticket)}">${ticket.subject?.trim() || texts.openTicket(ticket.ticketId)}</a> <span class="small">${statusMark(ticket, visit)} <span class="muted">${visit.write.time(ticket.updatedAt, 'ago')}</span></span></li>`,
  )}</ul>`
}
