import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { advance, compareTickets, isAhead, type Order, type Place } from './find-order.ts'

export interface IndexSearch {
  /** Joined by AND. */
  terms: string[]
  order: Order
  /** ms; the order's own field lies between them, as far as that is known. */
  from: number
  until: number
  after: Place | null
  /** How many days a window had last time. */
  days: number
  limit: number
  fits: (ticket: FreshdeskTicket) => boolean
}

/** `last`: everything up to there was looked at. `total`: how many the index knows in all, when this was the first look. */
export interface Searched {
  tickets: FreshdeskTicket[]
  last: Place | null
  days: number
  isMore: boolean
  /** Of some day not all could be had. */
  isCut: boolean
  total: number
}

/** https://developers.freshdesk.com/api/#filter_tickets */
const longestQuery = 512
const perPage = 30
const mostFound = 300
/** Calls for one answer; then it ends with what there is, and a cursor. */
const mostCalls = 40
const dayMs = 86_400_000
const widening = 4
const longestDays = 20_000

/**
 * Searches the index, which knows most conditions, in no order and 300 tickets at most. So the order's dates are cut into windows
 * of whole days that hold no more, each is read whole (up to ten calls) and sorted. One call when up to 30 are left, one for each
 * 30 up to 300, some more to find a window beyond that.
 */
export const findBySearch = async (
  client: FreshdeskClient,
  search: IndexSearch,
  options: CallOptions,
): Promise<Read<Searched>> => {
  const { order, after, limit } = search
  const first = Math.floor(Math.max(search.from, order.descending ? 0 : (after?.at ?? 0)) / dayMs)
  const final = Math.floor(
    Math.min(search.until, order.descending ? (after?.at ?? search.until) : search.until) / dayMs,
  )
  let calls = 0
  const load = (window: Window, page: number) => {
    calls += 1
    return client.tickets.search(queryOf(search.terms, order, window), page, options)
  }

  const tickets: FreshdeskTicket[] = []
  let days = search.days
  let isCut = false
  let total: number | null = null
  let left: Window = { first, final }
  let last = after
  while (left.first <= left.final) {
    let window = left
    let result = await load(window, 1)
    while (result.effect === 'done' && result.value.total > mostFound && lengthOf(window) > 1) {
      total ??= result.value.total
      const isWhole = window === left
      days = isWhole ? Math.min(days, lengthOf(left) - 1) : Math.max(1, Math.floor(days / widening))
      window = near(left, days, order)
      result = await load(window, 1)
    }
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const { total: inWindow } = result.value
    total ??= inWindow
    if (inWindow > mostFound) isCut = true
    const found = new Map(result.value.results.map((ticket) => [ticket.id, ticket]))
    for (let page = 2; page <= Math.min(Math.ceil(inWindow / perPage), mostFound / perPage); page++) {
      const more = await load(window, page)
      if (more.effect !== 'done') return { ok: false, failure: more.failure }
      for (const ticket of more.value.results) found.set(ticket.id, ticket)
    }
    for (const ticket of [...found.values()].sort(compareTickets(order))) {
      if (!isAhead(ticket, after, order)) continue
      if (search.fits(ticket)) {
        if (tickets.length >= limit) return settled(true)
        tickets.push(ticket)
      }
      last = advance(last, ticket, order)
    }
    if (inWindow < mostFound / widening) days = Math.min(days * widening, longestDays)
    left = without(left, window, order)
    last = edgeOf(left, order)
    const isEnough = calls >= mostCalls || tickets.length >= limit
    if (isEnough && left.first <= left.final) return settled(true)
  }
  return settled(false)

  function settled(isMore: boolean): Read<Searched> {
    return { ok: true, value: { tickets, last, days, isMore, isCut, total: total ?? 0 } }
  }
}

/** Days since 1970, both included. */
interface Window {
  first: number
  final: number
}

const lengthOf = ({ first, final }: Window): number => final - first + 1

const near = (left: Window, days: number, { descending }: Order): Window =>
  descending
    ? { first: Math.max(left.first, left.final - days + 1), final: left.final }
    : { first: left.first, final: Math.min(left.final, left.first + days - 1) }

const without = (left: Window, window: Window, { descending }: Order): Window =>
  descending ? { ...left, final: window.first - 1 } : { ...left, first: window.final + 1 }

/** The place before everything in what is left. */
const edgeOf = (left: Window, { descending }: Order): Place =>
  descending ? { at: (left.final + 1) * dayMs - 1, ids: [] } : { at: left.first * dayMs, ids: [] }

const dayOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10)

/** `:>` and `:<` include the day itself. Terms that do not fit are left out; what comes back is looked at anyway. */
const queryOf = (terms: string[], { field }: Order, { first, final }: Window): string => {
  const kept = [`${field}:>'${dayOf(first)}'`, `${field}:<'${dayOf(final)}'`]
  for (const term of terms) if ([...kept, term].join(' AND ').length <= longestQuery) kept.push(term)
  return kept.join(' AND ')
}
