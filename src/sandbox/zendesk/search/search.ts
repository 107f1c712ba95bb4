import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredTicket, TicketState } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { makeCursor, readCursor } from '../page-of.ts'
import { searchOrganizations } from '../people/organizations.ts'
import { attributeRefusal, refusal } from '../problems.ts'
import { findIndexed } from '../tickets/change-state.ts'
import { convertToTicketJson } from '../tickets/convert-to-ticket-json.ts'
import { createTicketMatcher, wordsForOrganizations } from './match-ticket.ts'

const perPageMost = 100
const reachable = 1000

interface Hit {
  ticket: StoredTicket
  state: TicketState
}

/** What the index has by now, which lags; deleted tickets are left out, archived ones are in. */
const find = (call: Call, query: string): Hit[] => {
  const isMatch = createTicketMatcher(call, query)
  return [...call.account.tickets.values()].flatMap((ticket) => {
    const state = findIndexed(ticket, call.now, call.behaviour.searchDelayMs)
    const isFound = state !== undefined && state.status !== 'deleted' && isMatch(ticket, state)
    return isFound ? [{ ticket, state }] : []
  })
}

const orders: Record<string, (hit: Hit) => string | number> = {
  updated_at: ({ state }) => state.updatedAt,
  created_at: ({ ticket }) => ticket.createdAt,
  priority: ({ state }) => ['low', 'normal', 'high', 'urgent'].indexOf(state.priority ?? ''),
  status: ({ state }) => ['new', 'open', 'pending', 'hold', 'solved', 'closed'].indexOf(state.status),
  ticket_type: ({ state }) => state.type ?? '',
}

const sort = (hits: Hit[], by: string | null, order: string | null): Hit[] => {
  const keyOf = orders[by ?? '']
  if (keyOf === undefined) return hits.toReversed()
  const sign = order === 'asc' ? 1 : -1
  return hits.toSorted((one, other) => {
    const [a, b] = [keyOf(one), keyOf(other)]
    return (a < b ? -1 : a > b ? 1 : one.ticket.id - other.ticket.id) * sign
  })
}

const asResult = (call: Call) => (hit: Hit) => ({
  ...convertToTicketJson(hit.ticket, call, hit.state),
  result_type: 'ticket',
})

const search = (call: Call): Answer => {
  const { query } = call
  const text = query.get('query') ?? ''
  if (text.trim() === '') return attributeRefusal(400, 'Invalid attribute', 'query is missing')
  const perPage = Math.min(perPageMost, Number(query.get('per_page') ?? perPageMost) || perPageMost)
  const page = Number(query.get('page') ?? 1)
  if (page * perPage > reachable)
    return refusal(
      422,
      'invalid',
      'Invalid search: Requested response size was greater than Search Response Limits',
    )
  const words = wordsForOrganizations(text)
  const hits =
    words === null
      ? sort(find(call, text), query.get('sort_by'), query.get('sort_order')).map(asResult(call))
      : searchOrganizations(call, words)
  const start = (page - 1) * perPage
  const next = new URLSearchParams(query)
  next.set('page', String(page + 1))
  const hasNext = start + perPage < hits.length
  return jsonAnswer(200, {
    results: hits.slice(start, start + perPage),
    facets: null,
    next_page: hasNext ? `${call.origin}/api/v2/search.json?${next}` : null,
    previous_page: null,
    count: hits.length,
  })
}

const count = (call: Call): Answer =>
  jsonAnswer(200, { count: find(call, call.query.get('query') ?? '').length })

const exportAll = (call: Call): Answer => {
  const { query } = call
  const text = query.get('query') ?? ''
  if (/\btype:/.test(text)) return refusal(422, 'invalid', 'type: cannot be used here')
  const size = Math.min(1000, Number(query.get('page[size]') ?? 100) || 100)
  const at = readCursor(query.get('page[after]'))
  if (at === null) return attributeRefusal(400, 'Invalid attribute', 'page[after] is invalid')
  const hits = find(call, text)
  const page = hits.slice(at, at + size)
  const end = at + page.length
  return jsonAnswer(200, {
    results: page.map(asResult(call)),
    meta: { has_more: end < hits.length, after_cursor: makeCursor(end), before_cursor: null },
    links: { next: null, prev: null },
    generated_at: formatTime(call.now),
  })
}

export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/search', handle: search },
  { method: 'GET', path: '/search/count', handle: count },
  { method: 'GET', path: '/search/export', handle: exportAll },
]
