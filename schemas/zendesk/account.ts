import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

const paging = {
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish().catch(null),
  next_page: z.string().nullish().catch(null),
}

/** Groups and brands: all that is used of them is what they are called. */
export const zendeskNamedSchema = z.object({ id: zendeskIdSchema, name: z.string() })
export type ZendeskNamed = z.infer<typeof zendeskNamedSchema>

export const zendeskGroupListSchema = z.object({ groups: z.array(zendeskNamedSchema), ...paging })
export const zendeskBrandListSchema = z.object({ brands: z.array(zendeskNamedSchema), ...paging })

/** One field of the ticket form. https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/ */
export const zendeskFieldSchema = z.object({
  id: zendeskIdSchema,
  type: z.string(),
  title: z.string(),
  active: z.boolean().nullish(),
  required: z.boolean().nullish(),
  removable: z.boolean().nullish(),
  custom_field_options: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  system_field_options: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
})
export type ZendeskField = z.infer<typeof zendeskFieldSchema>

export const zendeskFieldListSchema = z.object({ ticket_fields: z.array(zendeskFieldSchema), ...paging })

/** The account's own states, each of one category. Empty where the account does not use them. */
export const zendeskStatusListSchema = z.object({
  custom_statuses: z.array(
    z.object({
      id: zendeskIdSchema,
      status_category: z.string(),
      agent_label: z.string(),
      active: z.boolean().nullish(),
    }),
  ),
})
export type ZendeskStatus = z.infer<typeof zendeskStatusListSchema>['custom_statuses'][number]

export const zendeskMembershipListSchema = z.object({
  group_memberships: z.array(z.object({ user_id: zendeskIdSchema, group_id: zendeskIdSchema })),
  ...paging,
})

/** Published articles of the Help Center, best first. `body` is HTML. */
export const zendeskArticleListSchema = z.object({
  results: z.array(
    z.object({
      id: zendeskIdSchema,
      title: z.string().nullish(),
      body: z.string().nullish(),
      html_url: z.string().nullish(),
      updated_at: z.string().nullish(),
    }),
  ),
})

/** Articles of the Help Center, to list. `user_segment_id` null: everybody may read it. `locale` is as `en-us`. */
export const zendeskHelpCenterSchema = z.object({
  articles: z.array(
    z.object({
      id: zendeskIdSchema,
      title: z.string().nullish(),
      body: z.string().nullish(),
      html_url: z.string().nullish(),
      updated_at: z.string().nullish(),
      locale: z.string().nullish(),
      draft: z.boolean().nullish(),
      user_segment_id: zendeskIdSchema.nullish(),
    }),
  ),
  ...paging,
})

/** A file that was sent ahead; `token` names it for an hour. */
export const zendeskUploadSchema = z.object({ upload: z.object({ token: z.string().min(1) }) })
