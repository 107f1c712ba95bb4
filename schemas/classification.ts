import * as z from 'zod'
import { prioritySchema } from './handoff.ts'

/** Who made an automatic decision. `none` means that nobody could tell and the defaults of the policy stand. */
export const decidedBySchema = z.enum(['bot', 'rule', 'model', 'llm', 'none'])
export type DecidedBy = z.infer<typeof decidedBySchema>

/**
 * What a text is about and how it is filed.
 * `category` is one of the configured categories, or null when unsure. `confidence` is a calibrated probability in
 * 0..1, or null where the decider has none (a bot's word, a keyword rule). `reasons` are short sentences that name the
 * evidence without quoting the person's text beyond the matched keyword.
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
  reasons: z.array(z.string()),
})
export type Classification = z.infer<typeof classificationSchema>
