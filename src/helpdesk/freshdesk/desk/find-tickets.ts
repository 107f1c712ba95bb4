import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import { encodeCursor, parseCursor, questionOf } from '../../cursor.ts'
import type { CallOptions, Failure, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { TicketPage, TicketQuery } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import type { FreshdeskDirectory } from '../freshdesk-directory.ts'
import { findByList, type ListSearch } from './find-by-list.ts'
import { findBySearch } from './find-by-search.ts'
import { advance, compareTickets, type FindCursor, findCursorSchema, orderOf } from './find-order.ts'
import { type Condition, composeQuestion, type FindContext } from './find-question.ts'
import { findRequesters } from './find-requesters.ts'
import { listAgents, listGroups } from './people.ts'

export interface TicketFinderOptions {
  client: FreshdeskClient
  directory: FreshdeskDirectory
  toTicket: (ticket: FreshdeskTicket) => Ticket
  clock: Clock
}

/** Freshdesk began in 2010. */
const beginning = Date.UTC(2010, 0, 1)
const dayMs = 86_400_000
/** Closed and untouched for so long, tickets go to the archive, which nobody can search. */
const archivedAfterMs = 120 * dayMs
const firstDays = 64

/**
 * Finds tickets by the list where it can (somebody's tickets, or those changed lately: complete and up to date), by the search
 * where it must (its index lags by minutes). Answers pages in order; a page may be empty and still have a next one when few
 * tickets fit.
 */
export const createTicketFinder = ({ client, directory, toTicket, clock }: TicketFinderOptions) => {
  const contextFor = async (query: TicketQuery, options: CallOptions): Promise<Read<FindContext>> => {
    const needsForm =
      query.customFields !== undefined || query.type !== undefined || query.status?.includes('other') === true
    const form = needsForm ? await directory.fields.get(options) : nothing
    if (!form.ok) return form
    const needsAgents = query.agent !== undefined && query.agent !== 'none'
    const agents = needsAgents ? nullWhenForbidden(await listAgents(directory, options)) : nothing
    if (!agents.ok) return agents
    const groups =
      query.group === undefined ? nothing : nullWhenForbidden(await listGroups(directory, options))
    if (!groups.ok) return groups
    return { ok: true, value: { form: form.value, agents: agents.value, groups: groups.value } }
  }

  return async (query: TicketQuery, options: CallOptions): Promise<Read<TicketPage>> => {
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 100) {
      return { ok: false, failure: refuse('limit', 'A page holds 1 to 100 tickets.') }
    }
    const { cursor: given, limit, ...asked } = query
    const question = questionOf(asked)
    const cursor = given === undefined ? null : parseCursor(findCursorSchema, given)
    if (given !== undefined && cursor?.question !== question) return { ok: false, failure: refuseCursor() }
    // Nothing is any of nothing.
    if ([query.status, query.priority, query.type].some((list) => list?.length === 0)) return emptyPage
    const context = await contextFor(query, options)
    if (!context.ok) return context
    const composed = composeQuestion(query, context.value)
    if (!composed.ok) return composed
    const { conditions } = composed
    const order = orderOf(query)
    const fits = (ticket: FreshdeskTicket) => conditions.every((condition) => condition.fits(ticket))
    const after = cursor === null ? null : { at: cursor.at, ids: cursor.ids }
    const next = (state: Omit<FindCursor, 'question'>) => encodeCursor({ question, ...state })
    const now = clock.now()
    const archiveMayHide = mayBeArchived(query, now)

    const requesters = await findRequesters(client, query, options)
    if (!requesters.ok) return requesters
    if (requesters.value !== null && requesters.value.length === 0) return emptyPage
    const isListed = requesters.value !== null || (cursor?.way ?? 'list') === 'list'
    if (isListed && (requesters.value !== null || isListable(query))) {
      const bounds = boundsOf(query, now)
      const since = Math.max(
        bounds.changedFrom,
        !order.descending && order.field === 'updated_at' ? (after?.at ?? 0) : 0,
      )
      const lists = await Promise.all(
        (requesters.value ?? [{}]).map((who) =>
          findByList(
            client,
            {
              who,
              order,
              since,
              after,
              // Ascending by change, reading begins at the place itself.
              page: since > bounds.changedFrom ? 1 : (cursor?.page ?? 1),
              limit,
              fits,
              isBeyond: isBeyond(query),
            } satisfies ListSearch,
            options,
          ),
        ),
      )
      const failed = lists.find((list) => !list.ok)
      if (failed?.ok === false) return failed
      const read = lists.flatMap((list) => (list.ok ? [list.value] : []))
      const [only] = read
      if (read.length === 1 && only !== undefined) {
        const isFollowed = only.isCut && requesters.value === null
        const isMore = only.isMore && (!only.isCut || isFollowed) && only.last !== null
        const way = isFollowed ? 'search' : 'list'
        const place = only.last ?? { at: 0, ids: [] }
        return page(only.tickets, {
          next: isMore ? next({ way, ...place, page: only.page, days: firstDays }) : null,
          total: given === undefined && !only.isMore ? only.tickets.length : null,
          complete: !archiveMayHide && !only.isCut,
        })
      }
      // Several contacts share a phone: their lists are laid together, and go on from the last ticket given out.
      const merged = read.flatMap((list) => list.tickets).sort(compareTickets(order))
      const shown = merged.slice(0, limit)
      const last = shown.reduce<typeof after>((place, ticket) => advance(place, ticket, order), after)
      const isMore = last !== null && (merged.length > limit || read.some((list) => list.isMore))
      return page(shown, {
        next: isMore ? next({ way: 'list', ...last, page: 1, days: firstDays }) : null,
        total: null,
        complete: !archiveMayHide && !read.some((list) => list.isMore && list.tickets.length === 0),
      })
    }

    const unsupported = tooOpen(conditions)
    if (unsupported !== null) return { ok: false, failure: unsupported }
    const bounds = boundsOf(query, now)
    const own = order.field === 'created_at' ? bounds.created : bounds.updated
    const searched = await findBySearch(
      client,
      {
        terms: conditions.flatMap(({ term }) => (term === null ? [] : [term])),
        order,
        from: own.from,
        until: own.until,
        after,
        days: cursor?.days ?? firstDays,
        limit,
        fits,
      },
      options,
    )
    if (!searched.ok) return searched
    const { tickets, last, days, isMore, total } = searched.value
    const isExact = conditions.every(
      ({ name, term }) => term !== null && !name.endsWith('fter') && !name.endsWith('efore'),
    )
    return page(tickets, {
      next: isMore && last !== null ? next({ way: 'search', ...last, page: 1, days }) : null,
      total: given === undefined && isExact ? total : null,
      // The index lags by minutes, always.
      complete: false,
    })
  }

  function page(tickets: FreshdeskTicket[], rest: Omit<TicketPage, 'tickets'>): Read<TicketPage> {
    return { ok: true, value: { tickets: tickets.map(toTicket), ...rest } }
  }
}

const nothing = { ok: true, value: null } as const

const emptyPage: Read<TicketPage> = { ok: true, value: { tickets: [], next: null, total: 0, complete: true } }

/** What may be asked of the whole account's list: when tickets changed, and the newest of all. */
const isListable = (query: TicketQuery): boolean => {
  const { cursor: _cursor, limit: _limit, order, ...conditions } = query
  const isByCreation = order?.by === 'created'
  if (isByCreation && order.direction === 'ascending') return false
  const allowed = isByCreation ? ['createdAfter', 'updatedAfter'] : ['updatedAfter']
  return Object.entries(conditions).every(([name, value]) => value === undefined || allowed.includes(name))
}

const boundsOf = (query: TicketQuery, now: number) => {
  const at = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : Date.parse(text)
  // Clocks differ: a ticket from our future is one of today.
  const latest = now + dayMs
  const createdFrom = at(query.createdAfter, beginning)
  return {
    // Nothing is changed before it is created.
    changedFrom: Math.max(at(query.updatedAfter, beginning), createdFrom, beginning),
    created: {
      from: Math.max(createdFrom, beginning),
      until: Math.min(at(query.createdBefore, latest), latest),
    },
    updated: {
      from: Math.max(at(query.updatedAfter, beginning), createdFrom, beginning),
      until: Math.min(at(query.updatedBefore, latest), latest),
    },
  }
}

/** Where an order says that nothing after a ticket can fit any more. */
const isBeyond = (query: TicketQuery) => {
  const { field, descending } = orderOf(query)
  const limit = Date.parse(
    (field === 'created_at'
      ? descending
        ? query.createdAfter
        : query.createdBefore
      : descending
        ? query.updatedAfter
        : query.updatedBefore) ?? '',
  )
  return (ticket: FreshdeskTicket): boolean => {
    const time = Date.parse(ticket[field] ?? '')
    return descending ? time < limit : time >= limit
  }
}

const mayBeArchived = (query: TicketQuery, now: number): boolean => {
  if (query.status !== undefined && !query.status.includes('closed')) return false
  return boundsOf(query, now).changedFrom < now - archivedAfterMs
}

/** What the search cannot say may narrow what it finds, but not the whole account. */
const tooOpen = (conditions: Condition[]): Failure | null => {
  const unsaid = conditions.find((condition) => condition.term === null)
  const isBounded = conditions.some(({ name, term }) => term !== null && !name.endsWith('Before'))
  if (unsaid === undefined || isBounded) return null
  const message = `Freshdesk cannot look for this value of ${unsaid.name}; with another condition beside it, it can be found.`
  return { kind: 'unsupported', message }
}

const nullWhenForbidden = <T>(read: Read<T>): Read<T | null> =>
  !read.ok && read.failure.kind === 'forbidden' ? nothing : read
