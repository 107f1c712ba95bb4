import { formatTime } from '../freshdesk/format-time.ts'
import { html, type Markup } from './html.ts'
import type { ShownEntry, ShownTicket } from './shown-account.ts'
import type { Words } from './words.ts'

/** Foreign HTML, in a frame that may run nothing, load nothing and leave nowhere. */
const frame = (body: string, title: string, short: boolean): Markup =>
  html`<iframe sandbox="" loading="lazy" class="${short ? 'short' : ''}" title="${title}" srcdoc="${body}"></iframe>`

const renderEntry = (entry: ShownEntry, words: Words): Markup => {
  const kind = words[entry.kind]
  const from = entry.fromCustomer ? ` ${words.fromCustomer}` : ''
  return html`<p class="meta">${kind}${from} · ${entry.author} · ${formatTime(entry.at)}</p>
${frame(entry.body, kind, true)}`
}

const renderBadges = ({ status, deleted, badges }: ShownTicket, words: Words): Markup =>
  html`<ul class="badges"><li class="strong">${status}</li>
${deleted ? html`<li class="alert">${words.deleted}</li>` : null}
${badges.map((text) => html`<li>${text}</li>`)}</ul>`

/** One ticket with its text and its conversation; `address` leads to its own page. */
export const renderTicket = (
  ticket: ShownTicket,
  { address, words, open }: { address: string; words: Words; open: boolean },
): Markup => {
  const { entries, files } = ticket
  return html`<article id="ticket-${ticket.id}"><h3><a href="${address}">#${ticket.id}</a> ${ticket.subject}</h3>
<p class="meta">${ticket.requester} · ${formatTime(ticket.createdAt)}</p>
${renderBadges(ticket, words)}
<details${open ? html` open` : null}><summary>${words.description}${entries.length > 0 ? ` + ${entries.length}` : ''}</summary>
${frame(ticket.body, words.description, false)}
${files.length > 0 ? html`<p class="meta">${words.attachments}: ${files.join(', ')}</p>` : null}
${entries.map((entry) => renderEntry(entry, words))}</details></article>`
}
