import type { Failure } from '../helpdesk.ts'
import type { Refusal } from '../refusal.ts'
import {
  minimalAttempt,
  type RefusalContext,
  resolveRefusedFields,
  shortenText,
  withoutFiles,
} from './resolve-refusal.ts'
import type { TicketAttempt } from './ticket-attempt.ts'

/** Rounds that drop only what is named; then one with the least that may do, and a few to mend that. */
export const namedRounds = 6
export const mostRounds = 12

/** What to send after a refusal; null when a person has to look. `round` counts the calls made so far, from 1. */
export const decideNextAttempt = (
  attempt: TicketAttempt,
  refused: { failure: Failure; refusal: Refusal },
  round: number,
  context: RefusalContext,
  textLength: number,
): TicketAttempt | null => {
  if (round >= mostRounds) return null
  const shorter = () => {
    const next = shortenText(attempt)
    // A text that is shorter anyway is not what is refused.
    return next !== null && textLength > (next.textLimit ?? 0) ? next : null
  }
  switch (refused.failure.kind) {
    case 'invalid': {
      const resolved = resolveRefusedFields(attempt, refused.refusal.faults, context)
      const unnamed = () => withoutFiles(attempt) ?? shorter()
      if (round >= namedRounds) return minimalAttempt(attempt) ?? resolved ?? unnamed()
      return resolved ?? unnamed() ?? minimalAttempt(attempt)
    }
    case 'too-large':
      return withoutFiles(attempt) ?? shorter()
    case 'held':
    case 'rate-limited':
    case 'credentials':
    case 'forbidden':
    case 'not-found':
    case 'gone':
    case 'conflict':
    case 'unavailable':
    case 'unsupported':
      return null
    default:
      return refused.failure satisfies never
  }
}
