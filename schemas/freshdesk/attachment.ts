import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** A file of a ticket or a message. The documents say `size` and `file_size`; the address is signed and runs out. */
export const freshdeskAttachmentSchema = z.object({
  id: freshdeskIdSchema,
  name: z.string().nullish().catch(null),
  content_type: z.string().nullish().catch(null),
  size: z.number().nullish().catch(null),
  file_size: z.number().nullish().catch(null),
  attachment_url: z.string().nullish().catch(null),
})
export type FreshdeskAttachment = z.infer<typeof freshdeskAttachmentSchema>

/** An odd attachment must not make a whole conversation unreadable. */
export const freshdeskAttachmentListSchema = z.array(freshdeskAttachmentSchema).nullish().catch(null)
