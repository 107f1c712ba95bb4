import { problemSchema } from '../../schemas/problem.ts'

const descriptions = {
  400: 'The request is not as documented.',
  401: 'No API key, or one that is wrong, expired or revoked.',
  403: 'The API key may not do this; `detail` names the scope that it needs.',
  404: 'There is none with this id.',
  409: 'Not possible in the state that it is in.',
  422: 'The result would have nobody to answer or nothing to say.',
  429: 'Too many requests with this key, or with a wrong one; `Retry-After` says how long to wait.',
  503: 'The store is unavailable; nothing was changed. `Retry-After` says when to try again.',
} as const

type ProblemStatus = keyof typeof descriptions

/** The documentation of a route's problems, for its `response`. Every route can meet 400, 401, 403, 429 and 503. */
export const problemResponses = (...statuses: ProblemStatus[]) => {
  const all: ProblemStatus[] = [400, 401, 403, ...statuses, 429, 503]
  return Object.fromEntries(
    all.map((status) => [
      status,
      {
        description: descriptions[status],
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    ]),
  )
}
