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
])
export type Reason = z.infer<typeof reasonSchema>

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
})
export type Classification = z.infer<typeof classificationSchema>
