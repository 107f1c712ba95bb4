import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** An answer to a survey: a number for each question. https://developers.freshdesk.com/api/#satisfaction-ratings */
export const freshdeskRatingSchema = z.object({
  id: freshdeskIdSchema,
  ticket_id: freshdeskIdSchema,
  agent_id: freshdeskIdSchema.nullish().catch(null),
  feedback: z.string().nullish().catch(null),
  ratings: z.record(z.string(), z.unknown()).nullish().catch(null),
  created_at: z.string(),
})
export type FreshdeskRating = z.infer<typeof freshdeskRatingSchema>

/** One odd rating must not make the others unreadable. */
export const freshdeskRatingListSchema = z.array(z.unknown()).transform((items) =>
  items.flatMap((item) => {
    const parsed = freshdeskRatingSchema.safeParse(item)
    return parsed.success ? [parsed.data] : []
  }),
)
