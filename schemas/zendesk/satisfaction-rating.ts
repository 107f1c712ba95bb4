import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/** https://developer.zendesk.com/api-reference/ticketing/ticket-management/satisfaction_ratings/ */
export const zendeskRatingSchema = z.object({
  id: zendeskIdSchema,
  ticket_id: zendeskIdSchema,
  assignee_id: zendeskIdSchema.nullish().catch(null),
  score: z.string(),
  comment: z.string().nullish().catch(null),
  created_at: z.string(),
  updated_at: z.string().nullish().catch(null),
})
export type ZendeskRating = z.infer<typeof zendeskRatingSchema>

/** One odd rating must not make the others unreadable. */
export const zendeskRatingListSchema = z.object({
  satisfaction_ratings: z.array(z.unknown()).transform((items) =>
    items.flatMap((item) => {
      const parsed = zendeskRatingSchema.safeParse(item)
      return parsed.success ? [parsed.data] : []
    }),
  ),
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish().catch(null),
})
