import type { TicketRef } from '../../../schemas/handoff.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'

/** Leads to the ticket in the help desk; only its number where there is no address of the web. */
export const ticketLink = ({ id, url }: TicketRef, words: DeskTexts): Markup =>
  url !== null && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" target="_blank" rel="noreferrer noopener">#${id}<span class="hidden-label"> (${words.common.newTab})</span></a>`
    : html`#${id}`
