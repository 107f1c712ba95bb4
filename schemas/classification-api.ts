import * as z from 'zod'
import { decidedBySchema, stepSchema } from './classification.ts'
import { prioritySchema } from './handoff.ts'

/** What `/v1/classifications` takes and answers, and how the ledger's answers tell of a classification. */

const probability = z.number().min(0).max(1)

export const classificationAnswerSchema = z
  .strictObject({
    category: z.string().nullable().describe('One of the configured categories; null when unsure.'),
    type: z.string().nullable(),
    group: z.string().nullable(),
    priority: prioritySchema.nullable(),
    tags: z.array(z.string()),
    custom_fields: z.record(z.string(), z.json()),
    decided_by: decidedBySchema.describe('Who decided; `none` means that nobody could tell.'),
    confidence: probability
      .nullable()
      .describe(
        'The probability that the category is right, where the model said it; null for a bot, a rule or a language model.',
      ),
    priority_confidence: probability
      .nullable()
      .describe('The same of the priority, where the model said it.'),
    language: z
      .strictObject({ code: z.string(), confidence: probability })
      .nullable()
      .describe('What the text is in, ISO 639-1; null: it cannot be told.'),
    reasons: z.array(z.string()).describe('Short sentences in English that name the evidence.'),
    words: z
      .array(z.strictObject({ text: z.string(), contribution: probability }))
      .describe(
        'The words that spoke most for what the model decided, and their part of all that did; numbers and addresses are masked.',
      ),
    runner_up: z
      .string()
      .nullable()
      .describe('The category that the model decided against, or leans to less.'),
    similar_tickets: z
      .array(z.strictObject({ ticket: z.string(), category: z.string().nullable(), likeness: probability }))
      .describe('Solved tickets that are like it, most alike first.'),
    model: z.string().nullable().describe('The model that was asked; null: none.'),
    steps: z.array(stepSchema).describe('Who was asked, in order, with the milliseconds that it took.'),
  })
  .describe('What a text is about and how it is filed.')
  .meta({ id: 'Classification' })
export type ClassificationAnswer = z.input<typeof classificationAnswerSchema>

const words = (length: number, description: string) =>
  z.string().trim().min(1).max(length).nullable().optional().describe(description)

export const classificationRequestSchema = z
  .strictObject({
    text: z.string().trim().min(1).max(100_000).describe('What the person wrote, or a summary of it.'),
    subject: words(1000, 'Subject, if there is one.'),
    category: words(255, "The bot's own word for it; taken when it is a known one."),
    language: words(35, 'Language of the text, such as `es`.'),
  })
  .meta({
    id: 'ClassificationRequest',
    examples: [
      { text: 'Me han cobrado dos veces la factura de mayo.', language: 'es' },
      { text: 'I cannot log in since yesterday.', category: 'access' },
    ],
  })
export type ClassificationRequest = z.output<typeof classificationRequestSchema>

/** As many as are classified in about a second, however long they are. */
const mostItems = 100

export const classificationBatchSchema = z
  .strictObject({
    items: z.array(classificationRequestSchema).min(1).max(mostItems).describe('The texts.'),
  })
  .meta({
    id: 'ClassificationBatch',
    examples: [{ items: [{ text: '¿Dónde está mi pedido?' }, { text: 'I was charged twice.' }] }],
  })

/** One text, or several at once. */
export const classificationInputSchema = z.union([classificationRequestSchema, classificationBatchSchema], {
  error: `Send one \`text\`, or \`items\` with up to ${mostItems} of them.`,
})

export const classificationBatchAnswerSchema = z
  .strictObject({
    items: z.array(classificationAnswerSchema).describe('As many as were sent, in the same order.'),
  })
  .meta({ id: 'ClassificationBatchAnswer' })
