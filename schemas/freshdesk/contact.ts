import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** A person who asks for help. https://developers.freshdesk.com/api/#contacts */
export const freshdeskContactSchema = z.object({
  id: freshdeskIdSchema,
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  mobile: z.string().nullish(),
  other_emails: z.array(z.string()).nullish().catch(null),
  unique_external_id: z.string().nullish(),
  company_id: freshdeskIdSchema.nullish().catch(null),
  tags: z.array(z.string()).nullish().catch(null),
})
export type FreshdeskContact = z.infer<typeof freshdeskContactSchema>

export const freshdeskContactListSchema = z.array(freshdeskContactSchema)
