import { eventAnswerSchema, freshdeskEventSchema, zendeskEventSchema } from '../../../schemas/event-answer.ts'
import { problemSchema } from '../../../schemas/problem.ts'

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
})

const common = {
  tags: ['triage'],
  consumes: ['application/json'],
  response: {
    200: {
      description: 'On disk; or about something that is no ticket, and passed over.',
      content: { 'application/json': { schema: eventAnswerSchema } },
    },
    401: problem('No valid secret or signature.'),
    413: problem('The body is larger than 256 KiB.'),
    415: problem('XML, multipart or compressed.'),
    422: problem('It does not say which ticket it is about.'),
    429: problem('Too many requests without a valid secret; see `Retry-After`.'),
    503: problem('The store is unavailable; see `Retry-After`.'),
  },
}

/** For documentation only, as those of intake: events are read by tolerant rules. */
export const eventRouteSchemas = {
  freshdesk: {
    ...common,
    operationId: 'receiveFreshdeskEvent',
    summary: "An event of Freshdesk's automation",
    description:
      'There when `helpdesks.<name>.events` is configured. A hint: the ticket is read anew, and nothing else of the body is believed. The secret comes in `X-Webhook-Secret`, as Bearer token or as Basic password, and says which help desk it is.',
    body: freshdeskEventSchema,
  },
  zendesk: {
    ...common,
    operationId: 'receiveZendeskEvent',
    summary: "An event of Zendesk's webhooks",
    description:
      'There when `helpdesks.<name>.events` is configured. A hint: the ticket is read anew, and nothing else of the body is believed. The signature over timestamp and raw body says which help desk it is; a timestamp more than 5 minutes off is refused.',
    security: [{ zendeskSignature: [] }],
    body: zendeskEventSchema,
  },
}
