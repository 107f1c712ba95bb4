import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** A folder of prepared answers. https://developers.freshdesk.com/api/#canned-responses */
export const freshdeskCannedFolderSchema = z.object({
  id: freshdeskIdSchema,
  name: z.string(),
  responses_count: z.number().nullish(),
})
export type FreshdeskCannedFolder = z.infer<typeof freshdeskCannedFolderSchema>

export const freshdeskCannedFolderListSchema = z.array(freshdeskCannedFolderSchema)

/** A prepared answer; `content` is text, `content_html` HTML. */
export const freshdeskCannedResponseSchema = z.object({
  id: freshdeskIdSchema,
  title: z.string().nullish(),
  content: z.string().nullish(),
  content_html: z.string().nullish(),
  folder_id: freshdeskIdSchema.nullish(),
})
export type FreshdeskCannedResponse = z.infer<typeof freshdeskCannedResponseSchema>

export const freshdeskCannedResponseListSchema = z.array(freshdeskCannedResponseSchema)
