import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Call, Route } from '../call.ts'
import { attributeRefusal } from '../problems.ts'
import { convertToTicketJson } from './convert-to-ticket-json.ts'

const mostPerPage = 1000

const makeCursor = (at: number, id: number): string => Buffer.from(`${at}|${id}`).toString('base64url')

/**
 * Tickets in the order of `generated_timestamp`, deleted and archived ones too. A ticket that the system touched comes again
 * with an old `updated_at`. The cursor is answered at the end as well, to go on from later.
 */
const exportTickets = (call: Call): Answer => {
  const { query, now } = call
  const perPage = Math.min(mostPerPage, Number(query.get('per_page') ?? mostPerPage) || mostPerPage)
  const start = Number(query.get('start_time'))
  const cursor = query.get('cursor')
  const [, at, id] = /^(\d+)\|(\d+)$/.exec(Buffer.from(cursor ?? '', 'base64url').toString('utf8')) ?? []
  if (cursor === null ? !(start > 0) : at === undefined)
    return attributeRefusal(
      400,
      'Invalid attribute',
      cursor === null ? 'start_time is missing' : 'cursor is invalid',
    )
  if (cursor === null && start > now / 1000 - 60)
    return attributeRefusal(
      422,
      'StartTimeTooRecent',
      'Too recent start_time. Use a start_time older than 60 seconds',
    )
  const after = { at: at === undefined ? start - 1 : Number(at), id: Number(id ?? Number.MAX_SAFE_INTEGER) }
  const tickets = [...call.account.tickets.values()]
    .filter(
      ({ generatedAt, id: own }) => generatedAt > after.at || (generatedAt === after.at && own > after.id),
    )
    .sort((one, other) => one.generatedAt - other.generatedAt || one.id - other.id)
  const page = tickets.slice(0, perPage)
  const last = page.at(-1)
  const next = last === undefined ? makeCursor(after.at, after.id) : makeCursor(last.generatedAt, last.id)
  return jsonAnswer(200, {
    tickets: page.map((ticket) => convertToTicketJson(ticket, call)),
    after_url: `${call.origin}/api/v2/incremental/tickets/cursor.json?cursor=${next}`,
    after_cursor: next,
    before_cursor: null,
    before_url: null,
    end_of_stream: page.length === tickets.length,
  })
}

export const incrementalRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/incremental/tickets/cursor',
    role: 'admin',
    limit: 'incremental',
    handle: exportTickets,
  },
]
