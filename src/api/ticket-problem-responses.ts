import { problemSchema } from '../../schemas/problem.ts'

const descriptions = {
  400: 'The request is not as documented.',
  401: 'No API key, or one that is wrong, expired or revoked.',
  403: 'The API key may not do this; `detail` names the scope that it needs.',
  404: 'There is no such ticket.',
  409: 'The key was used for something else (`idempotency_conflict`), the same is being done at this moment (`under_way`), or somebody else changed the ticket at the same time (`conflict`). `Retry-After` says when to try again, where that helps.',
  410: 'The ticket is deleted, archived or spam.',
  412: 'Somebody has changed the ticket since the version that `If-Match` names. Nothing was changed.',
  413: 'Too large, for Relevo or for the help desk.',
  422: 'The help desk cannot do this or does not take it; `errors` names the fields.',
  429: 'Too many requests with this key, or with a wrong one; `Retry-After` says how long to wait.',
  502: "The help desk refuses Relevo's own credentials, or answered with an error. Nothing was done.",
  503: 'The help desk or the store is unavailable or busy. Nothing was done; `Retry-After` says when to try again.',
  504: 'The help desk did not say whether it was done (`outcome_unknown`); `detail` says what a repeat does, `Retry-After` when to send it.',
} as const

type ProblemStatus = keyof typeof descriptions

const always: readonly ProblemStatus[] = [400, 401, 403, 422, 429, 502, 503]

/** The documentation of the problems of a route that asks a help desk, for its `response`. */
export const ticketProblemResponses = (...statuses: ProblemStatus[]) =>
  Object.fromEntries(
    [...always, ...statuses].map((status) => [
      status,
      {
        description: descriptions[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
