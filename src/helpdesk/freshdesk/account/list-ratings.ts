import * as z from 'zod'
import type { SatisfactionRating } from '../../account-desk.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'
import { convertRating } from './convert-rating.ts'

/** The end of the year 9999: later times have no ISO 8601 form that everybody reads. */
const latestSecond = 253_402_300_799
const mostSeen = 1_000

/** `since` and `newest` in seconds; `seen`: ratings given out that the next round meets again, as it begins where this one ended. */
const cursorSchema = z.strictObject({
  since: z.int().min(0).max(latestSecond),
  page: z.int().min(1),
  newest: z.int().min(0).max(latestSecond),
  seen: z.array(z.int()).max(mostSeen),
})

/** A rating may show a little later than its time says. */
const overlapSeconds = 60

/**
 * One page of a hundred a call, one call each. Within a page the oldest comes first; the order of the pages is Freshdesk's own,
 * which is not documented. They are read to the last one before the next round begins at the newest, so that none is left out
 * whichever way they go.
 */
export const listRatings = async (
  { reports }: FreshdeskClient,
  from: { cursor: string } | { since: number },
  options: CallOptions,
): Promise<Read<{ ratings: SatisfactionRating[]; next: string; atEnd: boolean }>> => {
  if ('since' in from && !(from.since >= 0 && from.since <= latestSecond * 1000)) {
    return { ok: false, failure: refuse('since', 'It has to be milliseconds since 1970.') }
  }
  const since = 'since' in from ? Math.floor(from.since / 1000) : 0
  const at =
    'cursor' in from ? parseCursor(cursorSchema, from.cursor) : { since, page: 1, newest: since, seen: [] }
  if (at === null) return { ok: false, failure: refuseCursor() }
  const createdSince = `${new Date(at.since * 1000).toISOString().slice(0, 19)}Z`
  const result = await reports.ratings({ page: at.page, perPage: 100, createdSince }, options)
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  const seen = new Set(at.seen)
  const fresh = result.value.filter(({ id }) => !seen.has(id))
  const newest = Math.max(at.newest, ...fresh.map(secondOf))
  const isLast = !result.hasNext
  const kept = [...seen, ...fresh.map(({ id }) => id)].slice(-mostSeen)
  const next = isLast
    ? { since: Math.max(at.since, newest - overlapSeconds), page: 1, newest, seen: kept }
    : { since: at.since, page: at.page + 1, newest, seen: kept }
  const ratings = fresh
    .toSorted((one, other) => secondOf(one) - secondOf(other) || one.id - other.id)
    .map(convertRating)
    .filter((rating) => rating !== null)
  return { ok: true, value: { ratings, next: encodeCursor(next), atEnd: isLast } }
}

const secondOf = ({ created_at: at }: { created_at: string }): number =>
  Math.floor((Date.parse(at) || 0) / 1000)
