import type { FreshdeskRating } from '../../../../schemas/freshdesk/satisfaction-rating.ts'
import type { SatisfactionRating } from '../../account-desk.ts'

/** An answer to a survey; null when its number is on no known scale. */
export const convertRating = (rating: FreshdeskRating): SatisfactionRating | null => {
  // Every survey has its main question under this name. https://developers.freshdesk.com/api/#satisfaction-ratings
  const score = scoreOf(rating.ratings?.['default_question'])
  if (score === null) return null
  const comment = rating.feedback?.trim() ?? ''
  return {
    id: String(rating.id),
    ticketId: String(rating.ticket_id),
    score,
    comment: comment === '' ? null : comment,
    agentId: rating.agent_id == null ? null : String(rating.agent_id),
    createdAt: rating.created_at,
  }
}

/** New surveys: 103 (best), 102, 101, 100 (neutral), -101, -102, -103 (worst). Classic ones: 1 happy, 2 neutral, 3 unhappy. */
const scoreOf = (value: unknown): number | null => {
  if (typeof value !== 'number' || !Number.isInteger(value)) return null
  if (value >= 1 && value <= 3) return 2 - value
  const steps = Math.abs(value) - 100
  if (steps === 0) return value > 0 ? 0 : null
  return steps > 0 && steps <= 3 ? Math.round((Math.sign(value) * steps * 100) / 3) / 100 : null
}
