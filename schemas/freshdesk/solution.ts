import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** Categories and folders of the knowledge base. https://developers.freshdesk.com/api/#solutions */
export const freshdeskSolutionPlaceSchema = z.object({
  id: freshdeskIdSchema,
  name: z.string(),
  description: z.string().nullish(),
  visibility: z.number().nullish(),
})
export type FreshdeskSolutionPlace = z.infer<typeof freshdeskSolutionPlaceSchema>

export const freshdeskSolutionPlaceListSchema = z.array(freshdeskSolutionPlaceSchema)

/** An article. `status`: 1 draft, 2 published. */
export const freshdeskArticleSchema = z.object({
  id: freshdeskIdSchema,
  title: z.string().nullish(),
  description: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.number().nullish(),
  category_id: freshdeskIdSchema.nullish(),
  folder_id: freshdeskIdSchema.nullish(),
  tags: z.array(z.string()).nullish(),
  updated_at: z.string().nullish(),
})
export type FreshdeskArticle = z.infer<typeof freshdeskArticleSchema>

export const freshdeskArticleListSchema = z.array(freshdeskArticleSchema)
