import * as z from 'zod'
import type { Ticket, TicketStatus } from '../../../../schemas/ticket.ts'
import type { ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import { encodeCursor, parseCursor, questionOf } from '../../cursor.ts'
import { findNamed } from '../../find-named.ts'
import { toText } from '../../freshdesk/coerce-scalar.ts'
import type { CallOptions, Failure, Read } from '../../helpdesk.ts'
import { refuse, refuseChoice, refuseCursor } from '../../refuse.ts'
import type { TicketPage, TicketQuery } from '../../ticket-desk.ts'
import { convertTags } from '../convert-tags.ts'
import { fitCustomFields } from '../fit-to-field.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import type { ZendeskDirectory } from '../zendesk-directory.ts'
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
  const compose = async (query: TicketQuery, options: CallOptions): Promise<Read<string>> => {
    const terms = ['type:ticket']
    const add = (key: string, ...values: string[]) =>
      terms.push(...values.map((value) => `${key}${quoted(value)}`))
    if (query.requesterPhone !== undefined) return { ok: false, failure: unsupported('requesterPhone') }
    if (query.requesterEmail !== undefined) add('requester:', query.requesterEmail)
    if (query.requesterId !== undefined) add('requester:', query.requesterId)
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
    for (const word of (query.text ?? '').split(/\s+/)) if (word !== '') terms.push(quoted(word))
    return { ok: true, value: terms.join(' ') }
  }

  return async (query: TicketQuery, options: CallOptions): Promise<Read<TicketPage>> => {
    const { cursor, ...asked } = query
    const question = questionOf(asked)
    const at = cursor === undefined ? { question, page: 1 } : parseCursor(cursorSchema, cursor)
    if (at === null || at.question !== question) return { ok: false, failure: refuseCursor() }
    const text = await compose(query, options)
    if (!text.ok) return text
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
        tickets: tickets.filter((ticket) => wanted.every((tag) => ticket.tags.includes(tag))),
        next: hasNext ? encodeCursor({ question, page: at.page + 1 }) : null,
        total: wanted.length > 1 ? null : (result.value.count ?? null),
        complete: false,
      },
    }
  }
}

/** Quotes keep words and operators together; a quote within would end them. */
const quoted = (text: string): string => {
  const bare = text.replaceAll('"', ' ').trim()
  return /^[\w@.+]+$/.test(bare) ? bare : `"${bare}"`
}

const unsupported = (condition: string): Failure => ({
  kind: 'unsupported',
  message: `Zendesk cannot look for tickets by ${condition}.`,
})
