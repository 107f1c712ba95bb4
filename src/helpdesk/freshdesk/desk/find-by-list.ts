import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { CallOptions, Failure, Read } from '../../outcome.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { TicketListQuery } from '../freshdesk-tickets.ts'
import { advance, isAhead, type Order, type Place, timeOf } from './find-order.ts'

export interface ListSearch {
  who: Pick<TicketListQuery, 'email' | 'requesterId'>
  order: Order
  /** ms; what has not changed since is not looked at. Freshdesk's 30 days hold only where this is left out, so it never is. */
  since: number
  after: Place | null
  /** Where `after` was found; reading begins there. */
  page: number
  limit: number
  fits: (ticket: FreshdeskTicket) => boolean
  /** No ticket from here on can fit. */
  isBeyond: (ticket: FreshdeskTicket) => boolean
}

/**
 * `last`: the last place looked at, and `page` where that was. `isMore`: the list goes on. `isCut`: it goes on where Freshdesk
 * lets nobody follow.
 */
export interface Listed {
  tickets: FreshdeskTicket[]
  last: Place | null
  page: number
  isMore: boolean
  isCut: boolean
}

const perPage = 100
/** https://developers.freshdesk.com/api/#list_all_tickets */
const lastPage = 300
/** Pages looked through for one answer, when few tickets fit. */
const mostPages = 20

/**
 * Reads the list, which knows every ticket at once but few conditions, until enough fit. A page of the list is one call for
 * a hundred tickets. Who has no contact has no tickets.
 */
export const findByList = async (
  client: FreshdeskClient,
  search: ListSearch,
  options: CallOptions,
): Promise<Read<Listed>> => {
  const { order, after } = search
  const tickets: FreshdeskTicket[] = []
  const load = (page: number) =>
    client.tickets.list(
      {
        ...search.who,
        page,
        perPage,
        updatedSince: `${new Date(search.since).toISOString().slice(0, 19)}Z`,
        orderBy: order.field,
        orderType: order.descending ? 'desc' : 'asc',
      },
      options,
    )

  // Deleted tickets make others move up: reading begins on a page whose first ticket is not beyond the place.
  let { page } = search
  let result = await load(page)
  while (page > 1 && after !== null && result.effect === 'done' && isPast(result.value[0], after, order)) {
    page -= 1
    result = await load(page)
  }

  let last = after
  for (let read = 1; ; read++) {
    if (result.effect !== 'done') {
      return isUnknownPerson(result.failure)
        ? { ok: true, value: { tickets: [], last: null, page: 1, isMore: false, isCut: false } }
        : { ok: false, failure: result.failure }
    }
    const settled = (isMore: boolean, isCut = false): Read<Listed> => ({
      ok: true,
      value: { tickets, last, page, isMore, isCut },
    })
    for (const ticket of result.value) {
      if (!isAhead(ticket, after, order)) continue
      if (search.isBeyond(ticket)) return settled(false)
      if (search.fits(ticket)) {
        if (tickets.length >= search.limit) return settled(true)
        tickets.push(ticket)
      }
      last = advance(last, ticket, order)
    }
    if (!result.hasNext || result.value.length === 0) return settled(false)
    if (page >= lastPage) return settled(true, true)
    // Whether one more fits, the next page tells when it is asked for.
    if (read >= mostPages || tickets.length >= search.limit) return settled(true)
    page += 1
    result = await load(page)
  }
}

const isPast = (first: FreshdeskTicket | undefined, after: Place, order: Order): boolean => {
  if (first === undefined) return true
  const time = timeOf(first, order)
  return order.descending ? time <= after.at : time >= after.at
}

/** An e-mail or id that nobody has is a 400 here. */
const isUnknownPerson = (failure: Failure): boolean =>
  failure.kind === 'invalid' &&
  failure.faults.some((fault) => fault.field === 'email' || fault.field === 'requester_id')
