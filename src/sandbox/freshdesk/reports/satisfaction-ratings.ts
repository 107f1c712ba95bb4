import type { StoredRating } from '../account.ts'
import { type Call, numberParam, type Route } from '../call.ts'
import { parseTime } from '../field-reader.ts'
import { formatTime } from '../format-time.ts'
import { pageAnswer } from '../paging.ts'
import { faultOf, forbidden, invalid, notFound } from '../problems.ts'

const convertToRatingJson = (rating: StoredRating): Record<string, unknown> => ({
  id: rating.id,
  survey_id: 1,
  user_id: rating.userId,
  agent_id: rating.agentId,
  feedback: rating.feedback,
  group_id: null,
  ticket_id: rating.ticketId,
  ratings: rating.ratings,
  created_at: formatTime(rating.createdAt),
  updated_at: formatTime(rating.createdAt),
})

const lacksSurveys = (call: Call): boolean => call.behaviour.lacks.includes('surveys')

const list = (call: Call) => {
  if (lacksSurveys(call)) return forbidden('require_feature')
  const { query } = call
  const since = query.get('created_since')
  const createdSince = since === null ? 0 : parseTime(since)
  if (createdSince === null) {
    return invalid([
      faultOf.value('created_since', 'It should be in the combined date and time ISO8601 format'),
    ])
  }
  const userId = query.get('user_id')
  const found = [...call.account.ratings.values()]
    .filter(({ createdAt }) => Math.floor(createdAt / 1000) * 1000 >= createdSince)
    .filter((rating) => userId === null || String(rating.userId) === userId)
    .toSorted((one, other) => one.createdAt - other.createdAt || one.id - other.id)
  // Which way the list goes is undocumented.
  return pageAnswer(
    call,
    call.behaviour.ratingsOrder === 'newest' ? found.toReversed() : found,
    convertToRatingJson,
  )
}

const listOfTicket = (call: Call) => {
  if (lacksSurveys(call)) return forbidden('require_feature')
  const ticketId = numberParam(call, 'id')
  if (!call.account.tickets.has(ticketId)) return notFound()
  const found = [...call.account.ratings.values()].filter((rating) => rating.ticketId === ticketId)
  return pageAnswer(call, found, convertToRatingJson)
}

const query = ['page', 'per_page']

export const ratingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/surveys/satisfaction_ratings',
    permission: 'tickets:view',
    query: [...query, 'created_since', 'user_id'],
    handle: list,
  },
  {
    method: 'GET',
    path: '/tickets/:id/satisfaction_ratings',
    permission: 'tickets:view',
    query,
    handle: listOfTicket,
  },
]
