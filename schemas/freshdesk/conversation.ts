import * as z from 'zod'
import { freshdeskAttachmentListSchema } from './attachment.ts'
import { freshdeskIdSchema } from './id.ts'

/** A reply or note of a ticket. https://developers.freshdesk.com/api/#conversations */
export const freshdeskConversationSchema = z.object({
  id: freshdeskIdSchema,
  body: z.string().nullish(),
  body_text: z.string().nullish(),
  incoming: z.boolean().nullish().catch(null),
  private: z.boolean().nullish().catch(null),
  user_id: freshdeskIdSchema.nullish().catch(null),
  /** 0 reply, 2 note; not the numbers of a ticket's `source`. */
  source: z.number().nullish().catch(null),
  automation_id: z.unknown().optional(),
  auto_response: z.boolean().nullish().catch(null),
  attachments: freshdeskAttachmentListSchema,
  created_at: z.string().nullish().catch(null),
})
export type FreshdeskConversation = z.infer<typeof freshdeskConversationSchema>

export const freshdeskConversationListSchema = z.array(freshdeskConversationSchema)
