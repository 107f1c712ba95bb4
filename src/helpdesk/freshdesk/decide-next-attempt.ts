import type { Failure, FieldFault } from '../helpdesk.ts'
import type { Refusal } from '../refusal.ts'
import { minimalAttempt } from './minimal-attempt.ts'
import { type RefusalContext, resolveRefusedFields, withoutFiles } from './resolve-refused-fields.ts'
import { resolveRefusedDescription } from './resolve-refused-text.ts'
import type { TicketAttempt } from './ticket-attempt.ts'

/** Rounds that drop only what is named; then one with the least that may do, and a few to mend that. */
export const namedRounds = 6
export const mostRounds = 10

/** What to send after a refusal; null when a person has to look. `round` counts the calls made so far, from 1. */
export const decideNextAttempt = (
  attempt: TicketAttempt,
  refused: { failure: Failure; refusal: Refusal },
  round: number,
  context: RefusalContext,
): TicketAttempt | null => {
  if (round >= mostRounds) return null
  const minimal = () => minimalAttempt(attempt, context.fields, context.today)
  switch (refused.failure.kind) {
    case 'invalid':
    case 'conflict': {
      const { faults } = refused.refusal
      if (faults.length === 0) return withoutFiles(attempt) ?? minimal()
      const resolved = resolveRefusedFields(attempt, faults, context)
      return round >= namedRounds ? (minimal() ?? resolved) : (resolved ?? minimal())
    }
    case 'too-large':
      return withoutFiles(attempt) ?? resolveRefusedDescription(attempt, tooLong)
    case 'forbidden':
      // A field that the account's plan does not have; any other prohibition is of the call itself.
      return refused.failure.code === 'require_feature' ? minimal() : null
    case 'held':
    case 'rate-limited':
    case 'credentials':
    case 'not-found':
    case 'gone':
    case 'unavailable':
    case 'unsupported':
      return null
    default:
      return refused.failure satisfies never
  }
}

const tooLong: FieldFault = { field: 'description', code: 'invalid_value', message: '' }
