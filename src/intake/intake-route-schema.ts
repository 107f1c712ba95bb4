import * as z from 'zod'
import { handoffAnswerSchema } from '../../schemas/handoff-answer.ts'
import {
  handoffHeadersSchema,
  handoffQuerySchema,
  handoffRequestSchema,
} from '../../schemas/handoff-request.ts'
import { problemSchema } from '../../schemas/problem.ts'

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})
const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: handoffAnswerSchema } },
})

const response = {
  201: answer('There is a ticket already; its number is in `ticket`. `Location` is the hand-off on record.'),
  202: answer('On disk; the ticket follows. `Location` is the hand-off on record.'),
  400: problem('The body is neither a JSON object nor a form, or a header is not as it must be.'),
  401: problem('No valid secret, signature or key.'),
  409: problem('Another body came before under the same `Idempotency-Key`.'),
  413: problem('The body is too large.'),
  415: problem('This kind of body is not understood.'),
  422: problem('Nobody to answer, or nothing to say. Kept for a person to correct; see `errors`.'),
  429: problem('Too many requests; see `Retry-After`.'),
  503: problem('The store is unavailable; see `Retry-After`.'),
}

const common = {
  tags: ['hand-offs'],
  consumes: ['application/json', 'application/x-www-form-urlencoded'],
  body: handoffRequestSchema,
  headers: handoffHeadersSchema,
  response,
}

/** For documentation only: intake reads requests by its own, tolerant rules, so these routes do not validate by schema. */
export const webhookRouteSchema = {
  ...common,
  operationId: 'receiveHandoff',
  summary: 'Hand over a conversation from a chatbot or Zapier',
  description:
    'Authenticated as the source is configured: a shared secret in `X-Webhook-Secret`, as Bearer token or as Basic password; a Standard Webhooks signature; or an HMAC of the raw body.',
  params: z.object({ source: z.string().describe('Name of the configured source.') }),
  querystring: handoffQuerySchema,
}

/** The same for programs with an API key. */
export const apiRouteSchema = {
  ...common,
  response: {
    ...response,
    403: problem('The API key may not hand over; it needs the scope `handoffs:write`.'),
  },
  operationId: 'createHandoff',
  summary: 'Hand over a conversation with an API key',
  description:
    'The body is that of the webhooks. The hand-off belongs to the source that `source` names, else to `api`.',
  querystring: handoffQuerySchema.extend({
    source: z.string().optional().describe('Name of a configured source; also as a field of the body.'),
  }),
}
