import * as z from 'zod'
import { comparable } from '../comparable.ts'
import { encodeCursor, parseCursor, questionOf } from '../cursor.ts'
import type { CallOptions, Failure, Read } from '../helpdesk.ts'
import { refuse, refuseChoice, refuseCursor } from '../refuse.ts'
import type { TicketPage, TicketQuery } from '../ticket-desk.ts'
import type { Directory } from './directory.ts'
import type { FilesAccount } from './files-account.ts'
import { matchesQuery } from './matches-query.ts'
import type { Indexed } from './ticket-index.ts'
import { nameOf } from './ticket-name.ts'

const cursorSchema = z.strictObject({ question: z.string(), at: z.number(), id: z.string() })

/** Looks at every ticket: by any condition, in any order, and however many there are. */
export const findTickets = async (
  account: FilesAccount,
  query: TicketQuery,
  options: CallOptions,
): Promise<Read<TicketPage>> => {
  const { cursor, ...asked } = query
  const question = questionOf(asked)
  const after = cursor === undefined ? null : parseCursor(cursorSchema, cursor)
  const fault = faultOf(query)
  if (fault !== null) return { ok: false, failure: fault }
  if (cursor !== undefined && after?.question !== question) return { ok: false, failure: refuseCursor() }
  const resolved = resolveNames(query, account.directory)
  if (!resolved.ok) return resolved
  const { by, direction } = query.order ?? { by: 'updated', direction: 'descending' }
  const sign = direction === 'ascending' ? 1 : -1
  const timeOf = (ticket: Indexed) => (by === 'created' ? ticket.createdAt : ticket.updatedAt)
  const compare = (one: Place, other: Place) =>
    sign * (one.at - other.at || Number(one.id) - Number(other.id))

  return account.door.read('findTickets', options, async () => {
    const { tickets, broken } = await account.index.all()
    const suspects = tickets.filter((ticket) => matchesQuery(resolved.value, ticket, account.directory))
    const fitting = (
      query.text === undefined ? suspects : await onlyThoseWhoSay(account, suspects, query.text)
    ).map((indexed) => ({ ticket: indexed.ticket, at: timeOf(indexed), id: indexed.id }))
    const left = fitting.filter((each) => after === null || compare(each, after) > 0).sort(compare)
    const page = left.slice(0, query.limit)
    const last = page.at(-1)
    const next =
      last !== undefined && left.length > page.length ? { question, at: last.at, id: last.id } : null
    return {
      ok: true,
      value: {
        tickets: page.map(({ ticket }) => ticket),
        next: next === null ? null : encodeCursor(next),
        total: fitting.length,
        complete: broken.length === 0,
      },
    }
  })
}

interface Place {
  at: number
  id: string
}

const atOnce = 64

/** Those in which all the words stand, in whatever order, case and accents. */
const onlyThoseWhoSay = async (
  { disk }: FilesAccount,
  tickets: Indexed[],
  text: string,
): Promise<Indexed[]> => {
  const words = fold(text).split(/\s+/)
  const found: Indexed[] = []
  for (let at = 0; at < tickets.length; at += atOnce) {
    const said = await Promise.all(
      tickets.slice(at, at + atOnce).map(async (ticket) => {
        const read = await disk.read(nameOf(ticket.id))
        const folded = fold(read?.ok === true ? read.text : '')
        return words.every((word) => folded.includes(word)) ? [ticket] : []
      }),
    )
    found.push(...said.flat())
  }
  return found
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const resolveNames = (query: TicketQuery, directory: Directory): Read<TicketQuery> => {
  const resolved: TicketQuery = { ...query }
  for (const kind of ['group', 'agent'] as const) {
    const wanted = query[kind]
    if (wanted === undefined || (kind === 'agent' && comparable(wanted) === 'none')) continue
    const found = directory[kind](wanted)
    if (found.kind !== 'found')
      return { ok: false, failure: refuseChoice(kind, `There is no such ${kind}.`, found.choices) }
    resolved[kind] = found.item.id
  }
  return { ok: true, value: resolved }
}

const faultOf = (query: TicketQuery): Failure | null => {
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > 100)
    return refuse('limit', 'A page has 1 to 100 tickets.')
  for (const name of ['createdAfter', 'createdBefore', 'updatedAfter', 'updatedBefore'] as const) {
    const at = query[name]
    if (at !== undefined && (Number.isNaN(Date.parse(at)) || !/^\d{4}-/.test(at)))
      return refuse(name, 'Write a time such as 2026-01-31T12:00:00Z.')
  }
  return null
}
