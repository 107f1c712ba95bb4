import type { TicketRef } from '../../../schemas/handoff.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'
import { ticketPath } from '../tickets/read-place.ts'

/** Leads to the ticket's page on the desk, and to the help desk's own where that has an address of the web. What was mailed has no number. */
export const ticketLink = ({ id, url }: TicketRef, helpdesk: string, words: DeskTexts): Markup =>
  html`${id === '' ? words.handoffs.noNumber : html`<a href="${ticketPath({ helpdesk, ticketId: id })}">#${id}</a>`}${
    url !== null && /^https?:\/\//i.test(url)
      ? html` <a class="outside" href="${url}" target="_blank" rel="noreferrer noopener"><span aria-hidden="true">↗</span><span class="hidden-label">${words.tickets.openThere} (${words.common.newTab})</span></a>`
      : null
  }`
