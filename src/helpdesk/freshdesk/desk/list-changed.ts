import * as z from 'zod'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Ticket } from '../../../../schemas/ticket.ts'
import type { Clock } from '../../../ops/clock.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { Beginning, ChangedTickets, ChangesFrom } from '../../ticket-desk.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { askForLess, goOnFrom, isTooLarge, type ListStep, lastPage, mostPerPage } from './ask-for-less.ts'
import { descriptionOf } from './convert-to-message.ts'

/** The end of the year 9999: later times have no ISO 8601 form that everybody reads. */
const latestSecond = 253_402_300_799

/** Very many that changed at once are as many as a cursor holds. */
const mostSeen = 5_000

/**
 * `seen`: tickets given out whose change lies within the overlap, each with its time. `since`: where the next call begins when the
 * overlap holds more of them than a cursor. Times in seconds, as Freshdesk's are.
 */
const cursorSchema = z.strictObject({
  changes: z.int().min(0).max(latestSecond),
  seen: z.array(z.tuple([z.int(), z.int()])).max(mostSeen),
  since: z.int().min(0).max(latestSecond).optional(),
})
type Cursor = z.output<typeof cursorSchema>

/** A change may show later than its time says: so much is read again. */
const overlapSeconds = 10
/** A ticket that changed just now may change once more in the same second: until then it counts as not seen, and comes again. */
const unsettledSeconds = 3
/** So much may the clocks of Freshdesk's machines differ. What lies further ahead of an answer was not written just now. */
const skewSeconds = 60

/**
 * Tickets that changed, oldest change first, up to a hundred a call. Every call begins anew at the last change that it saw, so
 * that neither the 300 pages nor the 30 days end it, and tickets that move while they are read are met again at their new place.
 * Where texts are too long for an answer it takes several calls. A ticket that cannot be read is told of, and passed over. Deleted tickets and spam are not listed by Freshdesk, and do not come. A cursor never lies ahead of Freshdesk's own clock, so that
 * one ticket with a time to come hides none that changes until then; one that does all the same is refused.
 */
export const listChanged = async (
  {
    client,
    toTicket,
    clock,
    tellUnreadable,
  }: {
    client: { tickets: Pick<FreshdeskClient['tickets'], 'listReadable'> }
    toTicket: (t: FreshdeskTicket) => Ticket
    clock: Clock
    tellUnreadable: (ids: readonly string[]) => void
  },
  from: ChangesFrom,
  options: CallOptions,
): Promise<Read<ChangedTickets>> => {
  if ('since' in from && !(from.since >= 0 && from.since <= latestSecond * 1000)) {
    return { ok: false, failure: refuse('since', 'It has to be milliseconds since 1970.') }
  }
  const start: Cursor | null =
    'cursor' in from
      ? parseCursor(cursorSchema, from.cursor)
      : { changes: Math.floor(Math.min(from.since, clock.now()) / 1000), seen: [] }
  if (start === null) return { ok: false, failure: refuseCursor() }
  const seen = new Map(start.seen)
  const overlapped = start.since ?? Math.max(0, start.changes - overlapSeconds)
  const begin = 'cursor' in from ? overlapped : start.changes
  const updatedSince = `${new Date(begin * 1000).toISOString().slice(0, 19)}Z`
  const isFresh = (ticket: FreshdeskTicket): boolean => seen.get(ticket.id) !== secondOf(ticket)
  const read = ({ page, perPage, isDescribed }: ListStep) =>
    client.tickets.listReadable(
      {
        page,
        perPage,
        updatedSince,
        orderBy: 'updated_at',
        orderType: 'asc',
        ...(isDescribed ? { include: ['description'] } : {}),
      },
      options,
    )
  /** Tickets that have moved to earlier pages while we read; their texts are not asked for, as there are seldom any. */
  const readMoved = async (step: ListStep): Promise<Read<FreshdeskTicket[]>> => {
    const moved: FreshdeskTicket[] = []
    for (let page = step.page - 1; page >= 1; page--) {
      const result = await read({ ...step, page, isDescribed: false })
      if (result.effect !== 'done') return { ok: false, failure: result.failure }
      const fresh = result.value.readable.filter(isFresh)
      moved.unshift(...fresh)
      if (fresh.length < step.perPage) break
    }
    return { ok: true, value: moved }
  }

  const isDescribed = from.beginnings === true
  const met = new Set<string>()
  for (let step: ListStep = { page: 1, perPage: mostPerPage, isDescribed }; ; ) {
    const result = await read(step)
    if (result.effect !== 'done') {
      const less = isTooLarge(result.failure) ? askForLess(step) : null
      if (less === null) return { ok: false, failure: result.failure }
      step = less
      continue
    }
    const { readable, unreadable } = result.value
    tellUnreadable(unreadable)
    // By the clock that the changes are of: ours may be minutes ahead, and then a second would count as over that has just begun.
    const answered = Math.floor((result.answeredAt ?? clock.now()) / 1000)
    if (start.changes > answered + skewSeconds && 'cursor' in from)
      return { ok: false, failure: refuseCursor() }
    const atEnd = !result.hasNext || readable.length + unreadable.length === 0
    const isNothingNew = !readable.some(isFresh)
    // A page of nothing but tickets seen before: more than a hundred changed within the overlap.
    const marks = [...readable.map((each) => `${each.id} ${secondOf(each)}`), ...unreadable]
    // A list that goes round in circles is not followed: whoever asks is told the same once more, and sees it.
    const isAgain = marks.every((mark) => met.has(mark))
    for (const mark of marks) met.add(mark)
    if (isNothingNew && !atEnd && !isAgain && step.page < lastPage) {
      step = goOnFrom(step, isDescribed)
      continue
    }
    // A ticket of an earlier page that changed meanwhile has moved to the end, and another one from this page to the one before.
    const moved = await readMoved(step)
    if (!moved.ok) return moved
    const listed = [...new Map([...moved.value, ...readable].map((each) => [each.id, each])).values()]
    // One ticket by itself whose text is too long for an answer: it is as if it said nothing, as no other call would tell.
    const isEndless = step.perPage === 1 && !step.isDescribed && isDescribed
    const described = step.isDescribed || isEndless ? readable.filter(isFresh) : []
    if (isEndless) tellUnreadable(described.map(({ id }) => String(id)))
    const fresh = listed.filter(isFresh)
    const changes = Math.min(answered, Math.max(start.changes, ...listed.map(secondOf)))
    for (const ticket of listed) seen.set(ticket.id, secondOf(ticket))
    const isSettled = (second: number) =>
      second < answered - unsettledSeconds || second > answered + skewSeconds
    const kept = [...seen].filter(([, second]) => !atEnd || isSettled(second))
    return {
      ok: true,
      value: {
        tickets: fresh.map(toTicket),
        next: encodeCursor(composeCursor(changes, kept, start)),
        atEnd,
        ...(isDescribed ? { beginnings: new Map(described.map(beginningOf)) } : {}),
      },
    }
  }
}

/** Whole seconds are kept, and not gone back behind: what is forgotten would come again, and push out what is not. */
const composeCursor = (changes: number, seen: readonly [number, number][], start: Cursor): Cursor => {
  const overlapped = Math.max(0, changes - overlapSeconds)
  const begun = Math.min(changes, Math.max(overlapped, start.since ?? 0))
  const recent = seen.filter(([, second]) => second >= begun)
  const newestFirst = recent.map(([, second]) => second).sort((one, other) => other - one)
  const since = Math.max(begun, Math.min(changes, (newestFirst[mostSeen] ?? 0) + 1))
  const kept = recent.filter(([, second]) => second >= since).slice(-mostSeen)
  return { changes, seen: kept, ...(since > overlapped ? { since } : {}) }
}

const beginningOf = (ticket: FreshdeskTicket): [string, Beginning] => {
  const { from, text } = descriptionOf(ticket, new Map())
  return [String(ticket.id), { from, text }]
}

const secondOf = (ticket: FreshdeskTicket): number =>
  Math.floor((Date.parse(ticket.updated_at ?? ticket.created_at ?? '') || 0) / 1000)
