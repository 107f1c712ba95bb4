import type { Account, StoredConversation, StoredTicket } from '../freshdesk/account.ts'
import { formatTime } from '../freshdesk/format-time.ts'
import { priorities } from '../freshdesk/seed-fields.ts'
import { html, type Markup } from './html.ts'
import type { Words } from './words.ts'

const personName = (id: number, account: Account): string => {
  const person = account.contacts.get(id) ?? account.agents.get(id)
  if (!person) return String(id)
  const { email, phone } = person
  return [person.name, email ?? phone].filter((part) => part !== null).join(' · ')
}

/** Foreign HTML, in a frame that may run nothing, load nothing and leave nowhere. */
const frame = (body: string, title: string, short: boolean): Markup =>
  html`<iframe sandbox="" loading="lazy" class="${short ? 'short' : ''}" title="${title}" srcdoc="${body}"></iframe>`

const renderEntry = (entry: StoredConversation, account: Account, words: Words): Markup => {
  const kind = entry.source === 0 ? words.reply : entry.private ? words.privateNote : words.publicNote
  const from = entry.incoming ? ` ${words.fromCustomer}` : ''
  return html`<p class="meta">${kind}${from} · ${personName(entry.userId, account)} · ${formatTime(entry.createdAt)}</p>
${frame(entry.body, kind, true)}`
}

const renderBadges = (ticket: StoredTicket, account: Account, words: Words): Markup => {
  const status = account.statuses.find(({ id }) => id === ticket.status)?.label ?? String(ticket.status)
  const priority = Object.entries(priorities).find(([, id]) => id === ticket.priority)?.[0]
  const plain = [
    priority ?? null,
    ticket.type,
    ticket.groupId === null ? null : (account.groups.get(ticket.groupId)?.name ?? null),
    ticket.responderId === null ? null : (account.agents.get(ticket.responderId)?.name ?? null),
    ticket.productId === null ? null : (account.products.get(ticket.productId)?.name ?? null),
    ...ticket.tags.map((tag) => `#${tag}`),
    ...Object.entries(ticket.customFields)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}: ${value}`),
  ].filter((text) => text !== null)
  return html`<ul class="badges"><li class="strong">${status}</li>
${ticket.deleted ? html`<li class="alert">${words.deleted}</li>` : null}
${plain.map((text) => html`<li>${text}</li>`)}</ul>`
}

/** One ticket with its text and its conversation. */
export const renderTicket = (ticket: StoredTicket, account: Account, words: Words, open: boolean): Markup => {
  const entries = [...account.conversations.values()].filter((entry) => entry.ticketId === ticket.id)
  const files = [...account.attachments.values()].filter((file) => file.ticketId === ticket.id)
  const names = files.map((file) => file.name).join(', ')
  return html`<article id="ticket-${ticket.id}"><h3><a href="/a/tickets/${ticket.id}">#${ticket.id}</a> ${ticket.subject}</h3>
<p class="meta">${personName(ticket.requesterId, account)} · ${formatTime(ticket.createdAt)}</p>
${renderBadges(ticket, account, words)}
<details${open ? html` open` : null}><summary>${words.description}${entries.length > 0 ? ` + ${entries.length}` : ''}</summary>
${frame(ticket.description, words.description, false)}
${files.length > 0 ? html`<p class="meta">${words.attachments}: ${names}</p>` : null}
${entries.map((entry) => renderEntry(entry, account, words))}</details></article>`
}
