import { describeCategory } from '../../classify/describe-category.ts'
import type { Entry } from '../../ledger/ledger.ts'
import type { SearchPage } from '../../ledger/search/search.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { Visit } from '../visit.ts'
import type { Filters } from './read-filters.ts'
import { stateClass } from './state-class.ts'
import { ticketLink } from './ticket-link.ts'

const longest = 140
/** How often the page looks further back by itself: some hundred thousand hand-offs. */
const mostRounds = 50

const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest).trimEnd()} …`
}

const renderWho = ({ handoff }: Entry, visit: Visit): Markup => {
  const { handoffs: texts } = visit.words
  if (handoff === null) return html`<span class="muted">${texts.blanked}</span>`
  const { name, email, phone } = handoff.requester
  return html`${name ?? email ?? phone}`
}

const renderWhat = ({ id, handoff }: Entry, visit: Visit): Markup => {
  const { handoffs: texts } = visit.words
  const text = cut(handoff?.subject ?? '') || cut(handoff?.summary ?? '')
  return html`<a href="/handoffs/${id}">${text || (handoff === null ? id : texts.noSummary)}</a>`
}

const renderCategory = ({ classification, handoff }: Entry, visit: Visit): Markup => {
  const category = classification?.category ?? null
  if (category !== null) return html`${describeCategory(category, visit.language)}`
  const said = handoff?.category ?? null
  return html`<span class="muted">${visit.words.handoffs.undecided}${said === null ? null : html` (${visit.words.common.decidedBy.bot}: ${describeCategory(said, visit.language)})`}</span>`
}

/** The rows of the table. */
export const renderRows = (entries: readonly Entry[], visit: Visit): Markup => {
  const { common, handoffs: texts } = visit.words
  const cell = (label: string, content: Markup) => html`<td data-label="${label}">${content}</td>`
  return html`${entries.map(
    (entry) => html`<tr>
${cell(texts.received, visit.write.time(entry.receivedAt))}
<td class="person" data-label="${texts.who}">${renderWho(entry, visit)}</td>
<td class="what">${renderWhat(entry, visit)}</td>
${cell(texts.category, renderCategory(entry, visit))}
<td data-label="${texts.state}"><span class="${stateClass(entry.state)}">${common.states[entry.state]}</span>${entry.flags.map((flag) => html` <span class="tag">${texts.flags[flag]}</span>`)}</td>
<td class="number-of" data-label="${texts.ticket}">${entry.ticket === null ? html`<span aria-hidden="true">–</span><span class="hidden-label">${texts.noTicket}</span>` : ticketLink(entry.ticket, entry.helpdesk, visit.words)}</td>
</tr>`,
  )}`
}

/** What stands below the table: how to go on, and how far was looked. `shown`: whether anything is in the table. */
export const renderMore = (page: SearchPage, filters: Filters, visit: Visit, shown: boolean): Markup => {
  const { handoffs: texts } = visit.words
  if (page.next === null) return html`<p class="muted">${shown ? texts.all : texts.nothingFound}</p>`
  const isLooking = page.lookedUntil !== null
  const { cursor: _, rounds, ...kept } = filters
  const goesOn = isLooking && rounds < mostRounds
  const hidden = Object.entries({ ...kept, cursor: page.next, rounds: goesOn ? rounds + 1 : 0 })
  return html`<form method="post" action="/handoffs" hx-post="/handoffs/rows" hx-swap="none"${goesOn ? html` hx-trigger="load, submit"` : null}>
<input type="hidden" name="_csrf" value="${visit.csrf}">${hidden.map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}">`,
  )}
${isLooking ? html`<p class="muted">${texts.lookedUntil} ${visit.write.time(page.lookedUntil)}.</p>` : null}
<div><button id="more-button">${isLooking ? texts.lookFurther : texts.more}</button></div></form>`
}
