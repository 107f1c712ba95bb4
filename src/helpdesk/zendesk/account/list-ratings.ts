import * as z from 'zod'
import type { ZendeskRating } from '../../../../schemas/zendesk/satisfaction-rating.ts'
import type { SatisfactionRating } from '../../account-desk.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { refuse, refuseCursor } from '../../refuse.ts'
import type { ZendeskClient } from '../zendesk-client.ts'

const latestSecond = 253_402_300_799
const mostSeen = 1_000

/** Seconds; `after`: Zendesk's own cursor within a round. `seen`: ratings given out that the next round meets again. */
const cursorSchema = z.strictObject({
  since: z.int().min(0).max(latestSecond),
  after: z.string().min(1).nullable(),
  newest: z.int().min(0).max(latestSecond),
  seen: z.array(z.tuple([z.int(), z.int()])).max(mostSeen),
})

/** A rating may show a little later than its time says. */
const overlapSeconds = 60

/**
 * Ratings that were given, a hundred and one call each; a rating that is changed comes again. Within a page the oldest comes first;
 * the order of pages is Zendesk's own, and they are read to the last one before the next round begins at the newest. For
 * administrators alone: `forbidden` otherwise.
 */
export const listRatings = async (
  { account }: ZendeskClient,
  from: { cursor: string } | { since: number },
  options: CallOptions,
): Promise<Read<{ ratings: SatisfactionRating[]; next: string; atEnd: boolean }>> => {
  if ('since' in from && !(from.since >= 0 && from.since <= latestSecond * 1000)) {
    return { ok: false, failure: refuse('since', 'It has to be milliseconds since 1970.') }
  }
  const since = 'since' in from ? Math.floor(from.since / 1000) : 0
  const at =
    'cursor' in from
      ? parseCursor(cursorSchema, from.cursor)
      : { since, after: null, newest: since, seen: [] }
  if (at === null) return { ok: false, failure: refuseCursor() }
  const page = at.after === null ? {} : { after: at.after }
  const result = await account.ratings({ ...page, startTime: at.since }, options)
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  const { satisfaction_ratings: items, meta } = result.value
  const seen = new Map(at.seen)
  const fresh = items.filter((rating) => seen.get(rating.id) !== secondOf(rating))
  const newest = Math.max(at.newest, ...fresh.map(secondOf))
  const after = meta?.has_more === true ? (meta.after_cursor ?? null) : null
  for (const rating of fresh) seen.set(rating.id, secondOf(rating))
  const kept = [...seen].slice(-mostSeen)
  const nextSince = after === null ? Math.max(at.since, newest - overlapSeconds) : at.since
  const ratings = fresh
    .toSorted((one, other) => secondOf(one) - secondOf(other) || one.id - other.id)
    .map(convertRating)
    .filter((rating) => rating !== null)
  return {
    ok: true,
    value: {
      ratings,
      next: encodeCursor({ since: nextSince, after, newest, seen: kept }),
      atEnd: after === null,
    },
  }
}

/** A good one or a bad one, also `good_with_comment`; what was only offered is none. */
export const convertRating = (rating: ZendeskRating): SatisfactionRating | null => {
  const score = rating.score.startsWith('good') ? 1 : rating.score.startsWith('bad') ? -1 : null
  if (score === null) return null
  const comment = rating.comment?.trim() ?? ''
  return {
    id: String(rating.id),
    ticketId: String(rating.ticket_id),
    score,
    comment: comment === '' ? null : comment,
    agentId: rating.assignee_id == null ? null : String(rating.assignee_id),
    createdAt: rating.created_at,
  }
}

const secondOf = (rating: ZendeskRating): number =>
  Math.floor((Date.parse(rating.updated_at ?? rating.created_at) || 0) / 1000)
