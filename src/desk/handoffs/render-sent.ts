import type { Entry } from '../../ledger/ledger.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import { ticketLink } from './ticket-link.ts'

/** What the help desk got, as far as it is kept here: how it was filed, not the text. */
export const renderSent = (entry: Entry, visit: Visit): Markup => {
  const { common, handoffs: texts } = visit.words
  const { one } = texts
  const { ticket, classification, acknowledgement, writes, write } = entry
  const fact = (name: string, value: string | Markup | null): Markup | null =>
    value === null || value === '' ? null : html`<dt>${name}</dt><dd>${value}</dd>`
  const priority = classification?.priority ?? null
  const fields = Object.entries(classification?.customFields ?? {})
  return html`${ticket === null ? html`<p class="muted">${write === null ? one.nothingSent : one.maybeSent}</p>` : html`<p class="muted small">${one.sentHint}</p>`}
<dl class="facts">${ticket === null ? null : html`<dt>${one.ticketIs}</dt><dd>${ticketLink(ticket, entry.helpdesk, visit.words)} (${texts.ticketActions[ticket.action]})</dd>`}
${fact(texts.helpdesk, entry.helpdesk)}${fact(one.type, classification?.type ?? null)}${fact(one.group, classification?.group ?? null)}
${fact(one.priority, priority === null ? null : common.priorities[priority])}
${fact(one.tags, (classification?.tags ?? []).join(', '))}
${fields.map(([name, value]) => fact(name, typeof value === 'string' ? value : JSON.stringify(value)))}
${writes > 1 ? fact(one.writes, visit.write.number(writes)) : null}${fact(one.acknowledgement, acknowledgement)}</dl>`
}
