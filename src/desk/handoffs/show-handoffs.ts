import type { FastifyRequest } from 'fastify'
import type { SearchPage, SearchQuery } from '../../ledger/search/search.ts'
import { html, type Markup } from '../../ops/html.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { sealWords, withWords } from '../page/sealed-words.ts'
import type { Visit } from '../visit.ts'
import { type Filters, isNarrowed, readFilters, toSearchQuery, writeFilters } from './read-filters.ts'
import { renderFilters } from './render-filters.ts'
import { renderMore, renderRows } from './render-rows.ts'

const rows = 50

/** Without words and category the ledger's own list does, which never has to look far. */
const readPage = async ({ ledger }: DeskDependencies, query: SearchQuery): Promise<SearchPage> => {
  const { text, category, ...listed } = query
  if (text !== null || category !== undefined) return ledger.search(query)
  return { ...(await ledger.list(listed)), lookedUntil: null }
}

const renderProgress = async ({ ledger }: DeskDependencies, visit: Visit): Promise<Markup | null> => {
  const { knownUntil, isBehind } = await ledger.searchProgress()
  if (!isBehind) return null
  const { handoffs: texts } = visit.words
  return knownUntil === null
    ? html`<p class="notice warn">${texts.behindAll}</p>`
    : html`<p class="notice warn">${texts.behind} ${visit.write.time(knownUntil)}.</p>`
}

const renderTable = (page: SearchPage, filters: Filters, visit: Visit): Markup => {
  const { handoffs: texts } = visit.words
  if (page.entries.length === 0 && page.next === null)
    return html`<p class="empty card">${isNarrowed(filters) ? texts.nothingFound : texts.none}</p>`
  return html`${filters.cursor === '' ? null : html`<p class="notice">${texts.older} <a href="${writeFilters(filters)}">${texts.title}</a></p>`}
<div class="scroll card" tabindex="0" role="region" aria-label="${texts.found}"><table class="handoffs" aria-label="${texts.found}">
<thead><tr><th scope="col">${texts.received}</th><th scope="col">${texts.who}</th><th scope="col">${texts.what}</th><th scope="col">${texts.category}</th><th scope="col">${texts.state}</th><th scope="col">${texts.ticket}</th></tr></thead>
<tbody id="rows">${renderRows(page.entries, visit)}</tbody></table></div>
<div id="more" aria-live="polite">${renderMore(page, filters, visit, page.entries.length > 0)}</div>`
}

/** The list, narrowed by the filters in the address. */
export const showHandoffs = async (
  visit: Visit,
  desk: DeskDependencies,
  request: Pick<FastifyRequest, 'session'>,
): Promise<DeskAnswer> => {
  const { filters, isForgotten } = withWords(readFilters(visit.query), request)
  const { handoffs: texts } = visit.words
  const page = await readPage(desk, toSearchQuery(filters, rows))
  const progress = filters.text.trim() === '' ? null : await renderProgress(desk, visit)
  const hasNothing = filters.text.trim() !== '' && !/[\p{L}\p{N}]/u.test(filters.text)
  return {
    kind: 'page',
    title: texts.title,
    place: 'handoffs',
    styles: ['handoffs.css'],
    body: html`<div class="head"><h1>${texts.title}</h1><p class="muted">${texts.intro}</p></div>
${renderFilters(visit, desk.config, filters)}
${isForgotten ? html`<p class="notice warn">${texts.forgotten}</p>` : null}${progress}${hasNothing ? html`<p class="notice warn">${texts.nothingSearchable}</p>` : null}
${renderTable(page, filters, visit)}`,
  }
}

/** What the form asks for has an address of its own, so that people can go back to it; no words stand there as they were written. */
export const searchHandoffs = async (
  visit: Visit,
  _desk: DeskDependencies,
  request: Pick<FastifyRequest, 'session'>,
): Promise<DeskAnswer> => {
  const filters = readFilters(visit.form)
  const words = filters.text.trim() === '' ? '' : sealWords(filters.text, request)
  const address = writeFilters({ ...filters, words })
  if (filters.cursor === '') return { kind: 'go', to: address }
  const cursor = new URLSearchParams({ cursor: filters.cursor }).toString()
  return { kind: 'go', to: `${address}${address.includes('?') ? '&' : '?'}${cursor}` }
}

/** The rows that follow, and how to go on from there. */
export const showMoreHandoffs = async (visit: Visit, desk: DeskDependencies): Promise<DeskAnswer> => {
  const filters = readFilters(visit.form)
  const page = await readPage(desk, toSearchQuery(filters, rows))
  return {
    kind: 'part',
    body: html`<hx-partial hx-target="#rows" hx-swap="beforeend">${renderRows(page.entries, visit)}</hx-partial>
<hx-partial hx-target="#more" hx-swap="innerHTML">${renderMore(page, filters, visit, true)}</hx-partial>`,
  }
}
