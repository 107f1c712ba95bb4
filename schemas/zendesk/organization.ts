import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/** A customer's firm. https://developer.zendesk.com/api-reference/ticketing/organizations/organizations/ */
export const zendeskOrganizationSchema = z.object({
  id: zendeskIdSchema,
  name: z.string(),
  domain_names: z.array(z.string()).nullish().catch(null),
})
export type ZendeskOrganization = z.infer<typeof zendeskOrganizationSchema>

export const zendeskOrganizationAnswerSchema = z.object({ organization: zendeskOrganizationSchema })
export const zendeskOrganizationListSchema = z.object({ organizations: z.array(zendeskOrganizationSchema) })

/** `GET /search` for organizations: other kinds of results are passed over. */
export const zendeskOrganizationSearchSchema = z.object({
  results: z.array(z.unknown()).transform((results) =>
    results.flatMap((result) => {
      const parsed = zendeskOrganizationSchema
        .extend({ result_type: z.literal('organization') })
        .safeParse(result)
      return parsed.success ? [parsed.data] : []
    }),
  ),
})
