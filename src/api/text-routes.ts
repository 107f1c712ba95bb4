import {
  classificationAnswerSchema,
  classificationRequestSchema,
  erasureAnswerSchema,
  erasureRequestSchema,
} from '../../schemas/api.ts'
import { requesterKey } from '../ledger/requester-key.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import { presentClassification } from './present-entry.ts'
import { problemResponses } from './problem-responses.ts'

/** What concerns a text or a person rather than one hand-off: classifying, erasing. */
export const addTextRoutes = (app: ApiApp, { ledger, classifier }: ApiDependencies): void => {
  app.post(
    '/v1/classifications',
    {
      // Who may hand over may ask how it would be filed; nothing is written.
      config: { scope: 'handoffs:write', audit: false },
      schema: {
        operationId: 'classifyText',
        summary: 'Classify a text',
        description: 'As a hand-off with this text would be filed. Nothing is stored.',
        tags: ['classification'],
        body: classificationRequestSchema,
        response: { 200: classificationAnswerSchema, ...problemResponses() },
      },
    },
    async ({ body }) =>
      presentClassification(
        await classifier.classify({
          text: body.text,
          subject: body.subject ?? null,
          botCategory: body.category ?? null,
          language: body.language ?? null,
          trustBot: true,
        }),
      ),
  )

  app.post(
    '/v1/erasures',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'eraseRequester',
        summary: 'Erase what is kept about a person',
        description:
          'Blanks the content of all hand-offs of this person; counts, ticket numbers and history stay. Open ones are dismissed. Tickets in the help desk are not touched. Safe to repeat.',
        tags: ['ledger'],
        body: erasureRequestSchema,
        response: { 200: erasureAnswerSchema.describe('What was erased.'), ...problemResponses() },
      },
    },
    async (request) => {
      const { body } = request
      const key = requesterKey({ email: body.email ?? null, phone: body.phone ?? null, name: null })
      return { ok: true as const, erased: await ledger.erase(key, callerName(request)) }
    },
  )
}
