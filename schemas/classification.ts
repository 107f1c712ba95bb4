import * as z from 'zod'
import { prioritySchema } from './handoff.ts'

/** Who made an automatic decision. `none` means that nobody could tell and the defaults of the policy stand. */
export const decidedBySchema = z.enum(['bot', 'rule', 'model', 'llm', 'none'])
export type DecidedBy = z.infer<typeof decidedBySchema>

const category = z.string()
const name = z.string()

/**
 * A piece of evidence, or what was made of it, as a code with its facts; `src/classify/describe-reason.ts` puts it into
 * words. `name` and `keyword` stand as configured, `number` counts a category's patterns from 1, `category` is the one
 * that it speaks for. The person's text is quoted nowhere.
 */
export const reasonSchema = z.discriminatedUnion('code', [
  /** The bot's word is a configured name, and is taken. */
  z.strictObject({ code: z.literal('bot-named'), name }),
  /** It is a configured name, but from a source whose word only counts with the rest. */
  z.strictObject({ code: z.literal('bot-untrusted'), name, category }),
  /** It is not configured, but has a configured name in it. */
  z.strictObject({ code: z.literal('bot-similar'), name, category }),
  z.strictObject({ code: z.literal('bot-unknown') }),
  z.strictObject({
    code: z.literal('keyword'),
    where: z.enum(['subject', 'text', 'bot']),
    keyword: z.string(),
    category,
  }),
  z.strictObject({ code: z.literal('pattern'), number: z.int().min(1), category }),
  /** These have the same evidence; why follows. */
  z.strictObject({ code: z.literal('tied'), categories: z.array(category) }),
  z.strictObject({ code: z.literal('nothing') }),
  /** Words and word parts of the text that spoke most for it, masked as the model reads them, with their part of all that did. */
  z.strictObject({
    code: z.literal('model-words'),
    category,
    /** What it was decided against. */
    runnerUp: z.string().nullable(),
    words: z.array(z.strictObject({ text: z.string(), contribution: z.number() })),
  }),
  /** The model leans to `category`, and is not sure enough. */
  z.strictObject({
    code: z.literal('model-unsure'),
    category,
    confidence: z.number(),
    runnerUp: z.string().nullable(),
  }),
  /** Like nothing that the model was trained on. */
  z.strictObject({ code: z.literal('model-out-of-scope') }),
  /** The model knows other categories than those that are configured. */
  z.strictObject({ code: z.literal('model-strange') }),
  /** The model was trained on no or too few texts of this language. */
  z.strictObject({ code: z.literal('model-language'), language: z.string() }),
  /** Solved tickets that are like it, most alike first. */
  z.strictObject({
    code: z.literal('similar'),
    tickets: z.array(
      z.strictObject({ ticket: z.string(), category: z.string().nullable(), likeness: z.number() }),
    ),
  }),
  /** The language model was asked, of the configured categories alone. */
  z.strictObject({ code: z.literal('llm-chose'), category }),
  z.strictObject({ code: z.literal('llm-unsure') }),
])
export type Reason = z.infer<typeof reasonSchema>

/** Who is asked, in this order. `rules-weak`: what rules had too little evidence for is taken when the model cannot tell. */
export const stepNameSchema = z.enum(['bot', 'rules', 'model', 'rules-weak', 'llm'])

/** One step of a classification, as it went. */
export const stepSchema = z.strictObject({
  step: stepNameSchema,
  /** `away`: it could not be asked. */
  verdict: z.enum(['decided', 'unsure', 'away']),
  /** What it chose, or leans to. */
  category: z.string().nullable(),
  confidence: z.number().min(0).max(1).nullable(),
  /** Milliseconds, to the hundredth. */
  ms: z.number().min(0),
})
export type Step = z.infer<typeof stepSchema>

/**
 * What a text is about and how it is filed.
 * `category` is one of the configured categories, or null when unsure. `confidence` is a calibrated probability in
 * 0..1, or null where the decider has none (a bot's word, a keyword rule). `reasons` are the evidence, weightiest first.
 */
export const classificationSchema = z.strictObject({
  category: z.string().nullable(),
  type: z.string().nullable(),
  group: z.string().nullable(),
  priority: prioritySchema.nullable(),
  tags: z.array(z.string()),
  customFields: z.record(z.string(), z.json()),
  decidedBy: decidedBySchema,
  confidence: z.number().min(0).max(1).nullable(),
  reasons: z.array(reasonSchema),
  /** What the text is in, ISO 639-1, and the probability of that. */
  language: z
    .strictObject({ code: z.string(), confidence: z.number().min(0).max(1) })
    .nullable()
    .optional(),
  /** The probability that `priority` is right, where the model said it; null: a category or nobody did. */
  priorityConfidence: z.number().min(0).max(1).nullable().optional(),
  /** The model that was asked (`starter`, `20261121-101500`); null: none. */
  model: z.string().nullable().optional(),
  /** Who was asked, in order. Absent in what was classified before steps were kept. */
  steps: z.array(stepSchema).optional(),
})
export type Classification = z.infer<typeof classificationSchema>
