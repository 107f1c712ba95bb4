import * as z from 'zod'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { Beginning, ChangedTickets, ChangesFrom } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { descriptionOf } from './convert-to-message.ts'

/** The end of the year 9999: later times have no ISO 8601 form that everybody reads. */
const latestSecond = 253_402_300_799

/** `seen`: tickets given out whose change lies within the overlap, each with its time. Times in seconds, as Freshdesk's are. */
const cursorSchema = z.strictObject({
  changes: z.int().min(0).max(latestSecond),
  seen: z.array(z.tuple([z.int(), z.int()])).max(5_000),
})

const perPage = 100
/** https://developers.freshdesk.com/api/#list_all_tickets */
const lastPage = 300
/** A change may show later than its time says: so much is read again. */
const overlapSeconds = 10
/** A ticket that changed just now may change once more in the same second: until then it counts as not seen, and comes again. */
const unsettledSeconds = 3

/**
 * Tickets that changed, oldest change first, up to a hundred a call. Every call begins anew at the last change that it saw, so
 * that neither the 300 pages nor the 30 days end it, and tickets that move while they are read are met again at their new place.
 * Deleted tickets and spam are not listed by Freshdesk, and do not come.
 */
export const listChanged = async (
  {
    client,
    toTicket,
    clock,
  }: { client: FreshdeskClient; toTicket: (t: FreshdeskTicket) => Ticket; clock: Clock },
  from: ChangesFrom,
  options: CallOptions,
): Promise<Read<ChangedTickets>> => {
  if ('since' in from && !(from.since >= 0 && from.since <= latestSecond * 1000)) {
    return { ok: false, failure: refuse('since', 'It has to be milliseconds since 1970.') }
  }
  const start =
    'cursor' in from
      ? parseCursor(cursorSchema, from.cursor)
      : { changes: Math.floor(from.since / 1000), seen: [] }
  if (start === null) return { ok: false, failure: refuseCursor() }
  const seen = new Map(start.seen)
  const begin = 'cursor' in from ? Math.max(0, start.changes - overlapSeconds) : start.changes
  const updatedSince = `${new Date(begin * 1000).toISOString().slice(0, 19)}Z`

  for (let page = 1; ; page++) {
    const result = await client.tickets.list(
      {
        page,
        perPage,
        updatedSince,
        orderBy: 'updated_at',
        orderType: 'asc',
        ...(from.beginnings === true ? { include: ['description'] } : {}),
      },
      options,
    )
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const fresh = result.value.filter((ticket) => seen.get(ticket.id) !== secondOf(ticket))
    const atEnd = !result.hasNext || result.value.length === 0
    // A page of nothing but tickets seen before: more than a hundred changed within the overlap.
    if (fresh.length === 0 && !atEnd && page < lastPage) continue
    const changes = Math.max(start.changes, ...result.value.map(secondOf))
    for (const ticket of result.value) seen.set(ticket.id, secondOf(ticket))
    // By the clock that the changes are of: ours may be minutes ahead, and then a second would count as over that has just begun.
    const settledUntil = Math.floor((result.answeredAt ?? clock.now()) / 1000) - unsettledSeconds
    const kept = [...seen].filter(
      ([, second]) => second >= changes - overlapSeconds && (!atEnd || second < settledUntil),
    )
    return {
      ok: true,
      value: {
        tickets: fresh.map(toTicket),
        next: encodeCursor({ changes, seen: kept.slice(-5_000) }),
        atEnd,
        ...(from.beginnings === true ? { beginnings: new Map(fresh.map(beginningOf)) } : {}),
      },
    }
  }
}

const beginningOf = (ticket: FreshdeskTicket): [string, Beginning] => {
  const { from, text } = descriptionOf(ticket, new Map())
  return [String(ticket.id), { from, text }]
}

const secondOf = (ticket: FreshdeskTicket): number =>
  Math.floor((Date.parse(ticket.updated_at ?? ticket.created_at ?? '') || 0) / 1000)
