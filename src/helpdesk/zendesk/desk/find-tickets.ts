import * as z from 'zod'
import type { Ticket, TicketStatus } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import { encodeCursor, parseCursor, questionOf } from '../../cursor.ts'
import { toText } from '../../fields/coerce-scalar.ts'
import { findNamed } from '../../find-named.ts'
import type { CallOptions, Failure, Read } from '../../helpdesk.ts'
import { refuse, refuseChoice, refuseCursor } from '../../refuse.ts'
import type { TicketPage, TicketQuery } from '../../ticket-desk.ts'
import { convertTags } from '../convert-tags.ts'
import { fitCustomFields } from '../fit-to-field.ts'
import { readAll } from '../read-pages.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
import { isZendeskId } from '../zendesk-id.ts'
import { toZendeskPriority } from '../zendesk-values.ts'

export interface TicketFinderOptions {
  client: ZendeskClient
  directory: ZendeskDirectory
  toTicket: (ticket: ZendeskTicket) => Ticket
}

/** https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/: page 11 of a hundred is a 422. */
const reachable = 1000
const cursorSchema = z.strictObject({ question: z.string(), page: z.int().min(1).max(reachable) })

const statusWords: Record<TicketStatus, string[]> = {
  open: ['new', 'open'],
  pending: ['pending'],
  other: ['hold'],
  solved: ['solved'],
  closed: ['closed'],
}

/** Finds by Zendesk's search. Its index lags by minutes, so that a page never says that it is complete. */
export const createTicketFinder = ({ client, directory, toTicket }: TicketFinderOptions) => {
  /** Null: nothing can fit. */
  const compose = async (query: TicketQuery, options: CallOptions): Promise<Read<string | null>> => {
    const terms = ['type:ticket']
    let canFit = true
    const add = (key: string, ...values: string[]) => {
      const said = values.map(quoted).filter((value) => value !== '')
      if (said.length === 0 && values.length > 0) canFit = false
      terms.push(...said.map((value) => `${key}${value}`))
    }
    if (query.requesterPhone !== undefined) return { ok: false, failure: unsupported('requesterPhone') }
    if (query.requesterEmail !== undefined || query.requesterId !== undefined) {
      // By id alone: the search takes names, `me` and `none` for a requester too, and two of them for either.
      const ids = await personIds(query, options)
      if (!ids.ok) return ids
      if (ids.value.length === 0) return { ok: true, value: null }
      add('requester:', ...ids.value.map(String))
    }
    add('status:', ...(query.status ?? []).flatMap((status) => statusWords[status]))
    add('priority:', ...(query.priority ?? []).map(toZendeskPriority))
    add('ticket_type:', ...(query.type ?? []).map((type) => type.toLowerCase()))
    add('tags:', ...convertTags(query.tags ?? []))
    if (query.group !== undefined) {
      const groups = await directory.groups.get(options)
      if (!groups.ok) return groups
      const list = (groups.value ?? []).map(({ id, name }) => ({ id: String(id), name }))
      const found = findNamed(list, query.group)
      if (found.kind !== 'found')
        return { ok: false, failure: refuseChoice('group', 'There is no such group.', found.choices) }
      add('group:', found.item.id)
    }
    if (query.agent === 'none') add('assignee:', 'none')
    else if (query.agent !== undefined) {
      const agents = await directory.agents.get(options)
      if (!agents.ok) return agents
      const found = findNamed(agents.value ?? [], query.agent)
      if (found.kind !== 'found')
        return { ok: false, failure: refuseChoice('agent', 'There is no such agent.', found.choices) }
      add('assignee:', found.item.id)
    }
    if (query.customFields !== undefined) {
      const fields = await directory.fields.get(options)
      if (!fields.ok) return fields
      const { values, unmapped } = fitCustomFields(query.customFields, fields.value)
      const [unknown] = unmapped
      if (unknown !== undefined)
        return {
          ok: false,
          failure: refuse(`customFields.${unknown.field}`, 'No ticket can have this value there.'),
        }
      for (const [id, value] of Object.entries(values)) add(`custom_field_${id}:`, toText(value))
    }
    const times = [
      ['created>=', query.createdAfter],
      ['created<', query.createdBefore],
      ['updated>=', query.updatedAfter],
      ['updated<', query.updatedBefore],
    ] as const
    for (const [key, at] of times) if (at !== undefined) terms.push(`${key}${at}`)
    if (query.text !== undefined) add('', ...query.text.split(/\s+/))
    return { ok: true, value: canFit ? terms.join(' ') : null }
  }

  /** All that a person asked comes from a list, which does not lag; closed long ago it leaves out. */
  const listOfPerson = async (
    query: TicketQuery,
    at: z.infer<typeof cursorSchema>,
    options: CallOptions,
  ): Promise<Read<TicketPage>> => {
    const ids = await personIds(query, options)
    if (!ids.ok) return ids
    const all: Ticket[] = []
    for (const id of ids.value) {
      const read = await readAll(
        (page) => client.tickets.requestedBy(id, page, options),
        (answer) => answer.tickets,
        mostListPages,
      )
      if (!read.ok && read.failure.kind !== 'not-found') return read
      if (read.ok) all.push(...read.value.map(toTicket))
    }
    const { by, direction } = query.order ?? { by: 'updated', direction: 'descending' }
    const timeOf = (ticket: Ticket) => Date.parse(by === 'created' ? ticket.createdAt : ticket.updatedAt)
    const sign = direction === 'ascending' ? 1 : -1
    const ordered = all.toSorted(
      (one, other) => sign * (timeOf(one) - timeOf(other) || Number(one.id) - Number(other.id)),
    )
    const end = at.page * query.limit
    return {
      ok: true,
      value: {
        tickets: ordered.slice(end - query.limit, end),
        next: end < ordered.length ? encodeCursor({ ...at, page: at.page + 1 }) : null,
        total: ordered.length,
        complete: false,
      },
    }
  }

  const personIds = async (
    { requesterId: id, requesterEmail: email }: TicketQuery,
    options: CallOptions,
  ): Promise<Read<number[]>> => {
    if (id !== undefined && !isZendeskId(id)) return { ok: true, value: [] }
    if (email === undefined) return { ok: true, value: id === undefined ? [] : [Number(id)] }
    const result = await client.people.byEmail(email, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const same = result.value.users.filter(
      (user) =>
        user.email?.toLowerCase() === email.toLowerCase() && (id === undefined || user.id === Number(id)),
    )
    return { ok: true, value: same.map((user) => user.id) }
  }

  return async (query: TicketQuery, options: CallOptions): Promise<Read<TicketPage>> => {
    const { cursor, ...asked } = query
    const fault = faultOf(query)
    if (fault !== null) return { ok: false, failure: fault }
    const question = questionOf(asked)
    const at = cursor === undefined ? { question, page: 1 } : parseCursor(cursorSchema, cursor)
    if (at === null || at.question !== question) return { ok: false, failure: refuseCursor() }
    if (isOfPersonAlone(query)) return listOfPerson(query, at, options)
    const text = await compose(query, options)
    if (!text.ok) return text
    if (text.value === null)
      return { ok: true, value: { tickets: [], next: null, total: 0, complete: false } }
    const { by, direction } = query.order ?? { by: 'updated', direction: 'descending' }
    const result = await client.tickets.search(
      {
        query: text.value,
        sortBy: by === 'created' ? 'created_at' : 'updated_at',
        sortOrder: direction === 'ascending' ? 'asc' : 'desc',
        page: at.page,
        perPage: query.limit,
      },
      options,
    )
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const wanted = convertTags(query.tags ?? [])
    const tickets = result.value.results.map(toTicket)
    const hasNext = result.value.next_page != null && (at.page + 1) * query.limit <= reachable
    return {
      ok: true,
      value: {
        // One tag of several is enough for the search, and here all of them are asked for.
        tickets: tickets.filter((ticket) =>
          wanted.every((tag) => ticket.tags.some((each) => each.toLowerCase() === tag)),
        ),
        next: hasNext ? encodeCursor({ question, page: at.page + 1 }) : null,
        total: wanted.length > 1 ? null : (result.value.count ?? null),
        complete: false,
      },
    }
  }
}

const mostListPages = 10
const times = ['createdAfter', 'createdBefore', 'updatedAfter', 'updatedBefore'] as const

const faultOf = (query: TicketQuery): Failure | null => {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 100)
    return refuse('limit', 'A page has 1 to 100 tickets.')
  for (const name of times) {
    const at = query[name]
    if (at !== undefined && (Number.isNaN(Date.parse(at)) || !/^\d{4}-/.test(at)))
      return refuse(name, 'Write a time such as 2026-01-31T12:00:00Z.')
  }
  return null
}

const isOfPersonAlone = (query: TicketQuery): boolean => {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  const conditions = asked.filter((name) => !['order', 'limit', 'cursor'].includes(name))
  return conditions.length === 1 && ['requesterEmail', 'requesterId'].includes(conditions[0] ?? '')
}

/** Quotes keep words and operators together; a quote within would end them, and a star stands for anything. '' for nothing else. */
const quoted = (text: string): string => {
  const bare = text.replaceAll(/["\\*]/g, ' ').trim()
  return bare === '' || /^[\w@.+]+$/.test(bare) ? bare : `"${bare}"`
}

const unsupported = (condition: string): Failure => ({
  kind: 'unsupported',
  message: `Zendesk cannot look for tickets by ${condition}.`,
})
