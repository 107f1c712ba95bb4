import type { FastifyRequest } from 'fastify'
import type { InboxTicket } from '../../inbox/inbox.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { sealWords, withWords } from '../page/sealed-words.ts'
import type { Visitor } from '../visit.ts'
import { type Filters, isNarrowed, readFilters, toInboxQuery, writeFilters } from './read-filters.ts'
import { findMe, type PeopleOfAll, readPeople } from './read-people.ts'
import { renderFilters } from './render-filters.ts'
import { renderRows } from './render-rows.ts'

export const rowsAtOnce = 50
/** Names come from a cache, or with a part of the page afterwards. */
const glanceMs = 15

export interface TicketsPage {
  tickets: InboxTicket[]
  next: string | null
}

/** What the filters find; `me` needs the names of agents. */
export const readTickets = async (
  filters: Filters,
  people: PeopleOfAll,
  visit: Visitor,
  { inbox }: Pick<DeskDependencies, 'inbox'>,
): Promise<TicketsPage> => {
  const query = toInboxQuery(filters, findMe(people, visit.user.email, filters.helpdesk), rowsAtOnce)
  return query === null ? { tickets: [], next: null } : inbox.list(query)
}

const renderMore = ({ next, tickets }: TicketsPage, filters: Filters, visit: Visitor): Markup => {
  const { tickets: texts } = visit.words
  if (next === null) return tickets.length === 0 ? html`` : html`<p class="muted">${texts.all}</p>`
  return html`<form method="post" action="/tickets" hx-post="/tickets/rows" hx-swap="none">
<input type="hidden" name="_csrf" value="${visit.csrf}">${Object.entries({ ...filters, cursor: next }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}
<div><button>${texts.more}</button></div></form>`
}

/** Who cannot be told from the names yet is told by the live rows, which wait for them. */
const isUnnamed = (filters: Filters, people: PeopleOfAll): boolean =>
  !people.isComplete && (filters.agent === 'me' || people.of.size === 0)

const renderTable = (page: TicketsPage, filters: Filters, people: PeopleOfAll, visit: Visitor): Markup => {
  const { tickets: texts } = visit.words
  const isLive = filters.text.trim() === '' && filters.cursor === ''
  const address = writeFilters(filters)
  const again = isUnnamed(filters, people) ? `${address === '' ? '?' : '&'}again=yes` : ''
  const live = isLive ? html` hx-sse:connect="/tickets/live${address}${again}" hx-swap="none"` : null
  const heads = [texts.subject, texts.requester, texts.status, texts.priority, texts.group, texts.category]
  return html`<div id="follow" hidden${live}></div>
<div class="scroll card" tabindex="0" role="region" aria-label="${texts.list}"><table class="tickets" aria-label="${texts.list}">
<thead><tr>${[...heads, texts.changed].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody id="rows">${renderRows(page.tickets, people, visit)}</tbody><tbody id="more-rows"></tbody></table></div>
<p class="empty card none">${isNarrowed(filters) ? texts.nothingFound : texts.none}</p>
<div id="more" aria-live="polite">${renderMore(page, filters, visit)}</div>
<p class="small muted">${isLive ? texts.live : texts.notLive} ${texts.keys} <span id="live" role="status"></span></p>`
}

/** The list, narrowed by the filters in the address. */
export const showInbox = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: Pick<FastifyRequest, 'session'>,
): Promise<DeskAnswer> => {
  const { filters, isForgotten } = withWords(readFilters(visit.query), request)
  const { tickets: texts } = visit.words
  const people = await readPeople(desk, visit, glanceMs)
  const page = await readTickets(filters, people, visit, desk)
  return {
    kind: 'page',
    title: texts.title,
    place: 'tickets',
    styles: ['tickets.css'],
    scripts: ['tickets.js'],
    body: html`<div class="head"><h1>${texts.title}</h1><div id="feeds" class="muted" hx-get="/tickets/feeds" hx-trigger="load, every 60s"></div></div>
${renderFilters(filters, people, visit, desk)}
${isForgotten ? html`<p class="notice warn">${texts.forgotten}</p>` : null}${renderTable(page, filters, people, visit)}`,
  }
}

/** What the form asks for has an address of its own, so that people can go back to it; no words stand there as they were written. */
export const searchInbox = async (
  visit: Visitor,
  _desk: DeskDependencies,
  request: Pick<FastifyRequest, 'session'>,
): Promise<DeskAnswer> => {
  const filters = readFilters(visit.form)
  const words = filters.text.trim() === '' ? '' : sealWords(filters.text, request)
  const query = writeFilters({ ...filters, words })
  if (filters.cursor === '') return { kind: 'go', to: `/tickets${query}` }
  const cursor = new URLSearchParams({ cursor: filters.cursor }).toString()
  return { kind: 'go', to: `/tickets${query}${query === '' ? '?' : '&'}${cursor}` }
}

/** The rows that follow, and how to go on from there. */
export const showMoreTickets = async (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> => {
  const filters = readFilters(visit.form)
  const people = await readPeople(desk, visit, 1_000)
  const page = await readTickets(filters, people, visit, desk)
  return {
    kind: 'part',
    body: html`<hx-partial hx-target="#more-rows" hx-swap="beforeend">${renderRows(page.tickets, people, visit)}</hx-partial>
<hx-partial hx-target="#more" hx-swap="innerHTML">${renderMore(page, filters, visit)}</hx-partial>`,
  }
}

/** The form with the names that were not known when the page was made. */
export const showFilters = async (
  visit: Visitor,
  desk: DeskDependencies,
  request: Pick<FastifyRequest, 'session'>,
): Promise<DeskAnswer> => {
  const { filters } = withWords(readFilters(visit.query), request)
  const people = await readPeople(desk, visit, 10_000)
  return { kind: 'part', body: renderFilters(filters, { ...people, isComplete: true }, visit, desk) }
}
