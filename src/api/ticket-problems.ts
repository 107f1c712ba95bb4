import type { Failure } from '../helpdesk/helpdesk.ts'
import type { ProblemToSend } from '../ops/compose-problem.ts'
import type { Refusal, WriteRefusal } from '../tickets/tickets.ts'
import { type FaultyPart, presentFaults } from './ticket-faults.ts'

export interface ProblemContext {
  now: number
  part: FaultyPart
  /** Whether the caller made it depend on the ticket's version. */
  hasPrecondition: boolean
}

/** How long to wait for a help desk that is away when nobody knows better. */
const usualWaitMs = 30_000

const retryAfter = (ms: number): Record<string, string> => ({
  'retry-after': String(Math.max(1, Math.ceil(ms / 1000))),
})

export const preconditionFailed: ProblemToSend = {
  status: 412,
  code: 'precondition_failed',
  detail:
    'The ticket is no longer as your If-Match says, or the tag is none of ours. Nothing was changed. Read it again, and decide anew.',
}

/** Parameters of a search that the help desk cannot look for. */
export const cannotLookFor = (parameters: string[], vendor: string): ProblemToSend => ({
  status: 422,
  code: 'unsupported',
  detail: `This help desk (${vendor}) cannot look for that; see errors, and find_by of GET /v1/helpdesks.`,
  errors: parameters.map((field) => ({
    field,
    code: 'unsupported',
    message: 'This help desk cannot look for tickets by this.',
  })),
})

/**
 * What is answered for what was not done, or may not have been: the one table from refusals to problems. Texts are ours; of a help
 * desk's own words only its faults of fields are told, to who wrote those fields.
 */
export const problemOfRefusal = (refusal: Refusal | WriteRefusal, context: ProblemContext): ProblemToSend => {
  switch (refusal.kind) {
    case 'no-helpdesk':
      return {
        status: 422,
        code: 'no_helpdesk',
        detail: refusal.message,
        errors: [
          {
            field: 'helpdesk',
            code: 'not_a_choice',
            message:
              refusal.choices.length === 0
                ? 'No help desk is configured.'
                : `There are: ${refusal.choices.join(', ')}.`,
          },
        ],
      }
    case 'key-conflict':
      return {
        status: 409,
        code: 'idempotency_conflict',
        detail: 'This Idempotency-Key was used for something else in the last 24 h. Nothing was done now.',
      }
    case 'under-way':
      return {
        status: 409,
        code: 'under_way',
        detail:
          'The same is being done at this moment. Send it again, unchanged, as Retry-After says: you get its answer.',
        headers: retryAfter(refusal.retryAfterMs),
      }
    case 'unknown-outcome':
      return {
        status: 504,
        code: 'outcome_unknown',
        detail: refusal.retryAfterMs === null ? repeatSets : repeatLooks,
        headers: retryAfter(refusal.retryAfterMs ?? usualWaitMs),
      }
    case 'failed':
      return problemOfFailure(refusal.failure, context)
    default: {
      const never: never = refusal
      return never
    }
  }
}

const repeatSets =
  'The help desk did not say whether it was done. It sets values, so that sending the same again does no harm.'
const repeatLooks =
  'The help desk did not say whether it was done. Send the same again, unchanged and with the same Idempotency-Key, as Retry-After says: Relevo looks for it first, and sends it only when it is not there.'

const problemOfFailure = (failure: Failure, context: ProblemContext): ProblemToSend => {
  switch (failure.kind) {
    case 'not-found':
      return { status: 404, code: 'not_found', detail: 'There is no ticket with this id in the help desk.' }
    case 'gone':
      return {
        status: 410,
        code: 'gone',
        detail: 'The ticket is deleted, archived or marked as spam, so that nothing can be done with it.',
      }
    case 'conflict':
      // Nothing was to be changed: what stands in the help desk cannot be read.
      if (context.part === 'query') return { status: 502, code: 'helpdesk_error', detail: failure.message }
      return context.hasPrecondition
        ? preconditionFailed
        : {
            status: 409,
            code: 'conflict',
            detail:
              'The ticket is not in a state for this: somebody else changed it at the same time, it is closed, or its file cannot be read. Nothing was changed; read it again.',
          }
    case 'invalid':
      return failure.faults.length === 0
        ? {
            status: 422,
            code: 'invalid_value',
            detail: 'The help desk does not take this, and does not say why.',
          }
        : {
            status: 422,
            code: 'invalid_value',
            detail: 'The help desk does not take this; see errors.',
            errors: presentFaults(failure.faults, context.part),
          }
    case 'too-large':
      return {
        status: 413,
        code: 'too_large',
        detail: 'This is too large for the help desk. Shorten the text, or send fewer or smaller files.',
      }
    case 'unsupported':
      return { status: 422, code: 'unsupported', detail: failure.message }
    case 'rate-limited':
      return {
        status: 503,
        code: 'helpdesk_busy',
        detail:
          "The help desk's rate limit, which all who use the account share, is reached. Nothing was done; try again as Retry-After says.",
        headers: retryAfter(failure.retryAt - context.now),
      }
    case 'held':
      return {
        status: 503,
        code: 'helpdesk_unavailable',
        detail: `Nothing was sent to the help desk: ${failure.message} Try again as Retry-After says.`,
        headers: retryAfter(failure.retryAt === null ? usualWaitMs : failure.retryAt - context.now),
      }
    case 'credentials':
      return {
        status: 502,
        code: 'helpdesk_credentials',
        detail:
          "The help desk refuses Relevo's own credentials, so nothing was done. It is not your API key: the administrator has to look, relevo check tells more.",
      }
    case 'forbidden':
      return {
        status: 502,
        code: 'helpdesk_forbidden',
        detail:
          "The help desk does not permit this to Relevo's own agent, so nothing was done. It is not your API key: the administrator has to look, relevo check tells more.",
      }
    case 'unavailable':
      return failure.status === null
        ? {
            status: 503,
            code: 'helpdesk_unavailable',
            detail:
              'The help desk cannot be reached, or did not answer in time. Nothing was done; try again.',
            headers: retryAfter(usualWaitMs),
          }
        : {
            status: 502,
            code: 'helpdesk_error',
            detail: `The help desk answered with an error (${failure.status}). Nothing was done; try again.`,
            headers: retryAfter(usualWaitMs),
          }
    default: {
      const never: never = failure
      return never
    }
  }
}
