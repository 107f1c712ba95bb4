import type { Person } from '../../../schemas/ticket.ts'
import type { InboxTicket } from '../../inbox/inbox.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'
import type { Visit } from '../visit.ts'
import type { PeopleOfAll } from './read-people.ts'
import type { TicketPlace } from './read-place.ts'
import { categoryMark, priorityMark, statusMark } from './render-rows.ts'

/** Leads out of the desk; nothing where there is no address of the web. */
export const outsideLink = (url: string | null, text: string, words: DeskTexts): Markup | null =>
  url !== null && /^https?:\/\//i.test(url)
    ? html`<a href="${url}" target="_blank" rel="noopener noreferrer">${text}<span class="hidden-label"> (${words.common.newTab})</span></a>`
    : null

/** The head of a ticket's page: what it is called, and who has it. Also put into the page anew when the help desk has told more. */
export const renderTicketHead = (place: TicketPlace, ticket: InboxTicket | null, visit: Visit): Markup => {
  const { words } = visit
  const { tickets: texts } = words
  const subject = (ticket?.subject ?? '').trim()
  const number = html`<span class="muted">#${place.ticketId} · ${place.helpdesk}</span>`
  const open = ticket === null ? null : outsideLink(ticket.url, texts.openThere, words)
  return html`<div class="head" id="ticket-head"><div><p class="small"><a href="/tickets">← ${texts.backToList}</a></p>
<h1>${subject === '' ? texts.openTicket(place.ticketId) : subject}</h1>
<p class="row small">${number}${ticket === null ? null : html` ${statusMark(ticket, visit)}${ticket.needsReply ? html` <span class="state warn">${texts.needsReply}</span>` : null}`}</p></div>${
    open === null ? null : html`<p>${open}</p>`
  }</div>`
}

const optional = (name: string, value: string | null): [string, Markup][] =>
  value === null || value === '' ? [] : [[name, html`${value}`]]

/** What is known of a ticket, as facts. `person`: who asks, where the help desk was asked for it; it is not kept. */
export const renderDetails = (
  place: TicketPlace,
  ticket: InboxTicket | null,
  people: PeopleOfAll,
  visit: Visit,
  person: Pick<Person, 'name' | 'email' | 'phone'> | null = null,
): Markup => {
  const { tickets: texts } = visit.words
  if (ticket === null) return html`<div id="ticket-details"></div>`
  const known = people.of.get(place.helpdesk)
  const group = known?.groups.find(({ id }) => id === ticket.groupId)?.name ?? ticket.groupId
  const agent = known?.agents.find(({ id }) => id === ticket.agentId)?.name ?? ticket.agentId
  const facts: [string, Markup][] = [
    [texts.requester, html`${person?.name ?? ticket.requesterName ?? texts.noRequester}`],
    ...optional(texts.email, person?.email ?? null),
    ...optional(texts.phone, person?.phone ?? null),
    [texts.group, html`${group ?? texts.noGroup}`],
    [texts.agent, html`${agent ?? texts.nobody}`],
    [texts.priority, priorityMark(ticket, visit)],
    [texts.category, categoryMark(ticket, visit)],
    [texts.created, visit.write.time(ticket.createdAt)],
    [texts.changed, visit.write.time(ticket.updatedAt, 'ago')],
  ]
  return html`<div id="ticket-details"><dl class="facts">${facts.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl>${
    ticket.tags.length === 0
      ? null
      : html`<p class="tags">${ticket.tags.map((tag) => html`<span class="tag">${tag}</span> `)}</p>`
  }</div>`
}
