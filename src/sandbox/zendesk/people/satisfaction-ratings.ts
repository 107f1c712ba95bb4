import { jsonAnswer } from '../../answer.ts'
import type { StoredRating } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { pageOf } from '../page-of.ts'
import { notFound } from '../problems.ts'

const convertToRatingJson = (rating: StoredRating, call: Call): Record<string, unknown> => ({
  url: `${call.origin}/api/v2/satisfaction_ratings/${rating.id}.json`,
  id: rating.id,
  assignee_id: rating.assigneeId,
  group_id: null,
  requester_id: rating.requesterId,
  ticket_id: rating.ticketId,
  score: rating.score,
  comment: rating.comment,
  reason: null,
  created_at: formatTime(rating.createdAt),
  updated_at: formatTime(rating.updatedAt),
})

/** `received`: given; `good` and `bad` with and without a comment. */
const isAsked = ({ score, comment }: StoredRating, asked: string | null): boolean => {
  const [kind, ...rest] = (asked ?? '').split('_')
  const isKind =
    asked === null || kind === score || (kind === 'received' && (score === 'good' || score === 'bad'))
  const isCommented = comment !== null
  const wants = rest.join('_')
  return isKind && (wants === '' || (wants === 'with_comment') === isCommented)
}

const list = (call: Call) => {
  const { query } = call
  const start = Number(query.get('start_time') ?? 0)
  const end = Number(query.get('end_time') ?? Number.MAX_SAFE_INTEGER)
  const found = [...call.account.ratings.values()]
    .filter((rating) => isAsked(rating, query.get('score')))
    .filter(({ updatedAt }) => Math.floor(updatedAt / 1000) >= start && updatedAt / 1000 <= end)
    .toSorted((one, other) => one.createdAt - other.createdAt || one.id - other.id)
  return pageOf(
    call,
    'satisfaction_ratings',
    found.map((rating) => convertToRatingJson(rating, call)),
  )
}

export const ratingRoutes: readonly Route[] = [
  { method: 'GET', path: '/satisfaction_ratings', role: 'admin', handle: list },
  {
    method: 'GET',
    path: '/satisfaction_ratings/:id',
    role: 'admin',
    handle: (call) => {
      const rating = call.account.ratings.get(numberParam(call))
      return rating === undefined
        ? notFound()
        : jsonAnswer(200, { satisfaction_rating: convertToRatingJson(rating, call) })
    },
  },
]
