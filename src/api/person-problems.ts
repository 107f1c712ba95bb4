import type { PersonOutcome } from '../ledger/ledger.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'

export const noSuchHandoff: ProblemToSend = {
  status: 404,
  code: 'not_found',
  detail: 'There is no hand-off with this id.',
}

/** What a person's verb is answered when nothing was done. */
export const problemOf = (outcome: Exclude<PersonOutcome, { kind: 'done' }>, id: string): ProblemToSend => {
  switch (outcome.kind) {
    case 'not-found':
      return noSuchHandoff
    case 'wrong-state':
      return {
        status: 409,
        code: 'wrong_state',
        detail: `The hand-off is ${outcome.state}; this needs it to be ${outcome.needs.join(' or ')}.`,
        handoffId: id,
      }
    default: {
      const never: never = outcome
      return never
    }
  }
}
