import { setImmediate } from 'node:timers/promises'
import * as z from 'zod'
import { erasureAnswerSchema, erasureRequestSchema } from '../../schemas/api.ts'
import {
  type ClassificationRequest,
  classificationAnswerSchema,
  classificationBatchAnswerSchema,
  classificationInputSchema,
} from '../../schemas/classification-api.ts'
import type { Classifier } from '../classify/classifier.ts'
import { type ApiApp, type ApiDependencies, callerName } from './api-dependencies.ts'
import { presentClassification } from './present-classification.ts'
import { problemResponses } from './problem-responses.ts'

const classifiedSchema = z
  .union([classificationAnswerSchema, classificationBatchAnswerSchema])
  .describe('How the text is filed; `items` where several were sent.')

const classify = async (classifier: Classifier, request: ClassificationRequest) =>
  presentClassification(
    await classifier.classify({
      text: request.text,
      subject: request.subject ?? null,
      botCategory: request.category ?? null,
      language: request.language ?? null,
      trustBot: true,
    }),
  )

/** What concerns a text or a person rather than one hand-off: classifying, erasing. */
export const addTextRoutes = (app: ApiApp, { erasure, classifier }: ApiDependencies): void => {
  app.post(
    '/v1/classifications',
    {
      // Who may hand over may ask how it would be filed; nothing is written.
      config: { scope: 'handoffs:write', audit: false },
      schema: {
        operationId: 'classifyText',
        summary: 'Classify a text, or several',
        description:
          'As a hand-off with this text would be filed; with `items`, up to 100 texts at once, answered in their order. Nothing is stored.',
        tags: ['classification'],
        body: classificationInputSchema,
        response: { 200: classifiedSchema, ...problemResponses() },
      },
    },
    async ({ body }) => {
      if (!('items' in body)) return classify(classifier, body)
      const items = []
      for (const item of body.items) {
        items.push(await classify(classifier, item))
        // A hundred long texts take a second: others are served between them.
        await setImmediate()
      }
      return { items }
    },
  )

  app.post(
    '/v1/erasures',
    {
      config: { scope: 'admin' },
      schema: {
        operationId: 'eraseRequester',
        summary: 'Erase what is kept about a person',
        description:
          'Blanks the content of all hand-offs of this person; counts, ticket numbers and history stay. Open ones are dismissed. What the desk keeps of their tickets is forgotten: the entry in the list, drafts, texts of replies (one that is not out yet is taken back), what language models were sent, and knowledge made of them. Tickets in the help desk are not touched. Safe to repeat.',
        tags: ['ledger'],
        body: erasureRequestSchema,
        response: { 200: erasureAnswerSchema.describe('What was erased.'), ...problemResponses() },
      },
    },
    async (request) => {
      const { body } = request
      const person = { email: body.email ?? null, phone: body.phone ?? null }
      const { handoffs, takenBack, ...others } = await erasure.erase(person, callerName(request))
      return { ok: true as const, erased: handoffs, forgotten: { ...others, taken_back: takenBack } }
    },
  )
}
