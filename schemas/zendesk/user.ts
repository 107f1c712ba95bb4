import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/** A person: customer, agent or administrator. https://developer.zendesk.com/api-reference/ticketing/users/users/ */
export const zendeskUserSchema = z.object({
  id: zendeskIdSchema,
  name: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  role: z.string().nullish(),
  organization_id: zendeskIdSchema.nullish().catch(null),
  /** Empty unless the account has tags of people turned on. */
  tags: z.array(z.string()).nullish().catch(null),
})
export type ZendeskUser = z.infer<typeof zendeskUserSchema>

export const zendeskUserAnswerSchema = z.object({ user: zendeskUserSchema })
export const zendeskUserListSchema = z.object({
  users: z.array(zendeskUserSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish().catch(null),
  next_page: z.string().nullish().catch(null),
})

/** `/users/me`: with refused credentials it is 200 with nobody in it (`id` null, an end user). */
export const zendeskMeSchema = z.object({
  user: z.object({
    id: zendeskIdSchema.nullish(),
    email: z.string().nullish(),
    role: z.string().nullish(),
  }),
})
export type ZendeskMe = z.infer<typeof zendeskMeSchema>
