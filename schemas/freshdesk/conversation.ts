import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** A reply or note of a ticket. https://developers.freshdesk.com/api/#conversations */
export const freshdeskConversationSchema = z.object({
  id: freshdeskIdSchema,
  body: z.string().nullish(),
  body_text: z.string().nullish(),
  incoming: z.boolean().nullish().catch(null),
  private: z.boolean().nullish().catch(null),
  user_id: freshdeskIdSchema.nullish().catch(null),
  created_at: z.string().nullish().catch(null),
})
export type FreshdeskConversation = z.infer<typeof freshdeskConversationSchema>

export const freshdeskConversationListSchema = z.array(freshdeskConversationSchema)
