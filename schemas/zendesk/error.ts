import * as z from 'zod'

const item = z.object({
  description: z.string().nullish().catch(null),
  error: z.string().nullish().catch(null),
  ticket_field_id: z.int().nullish().catch(null),
})

/**
 * The body of a 4xx in its three shapes: `error` is a code beside a `description`, with `details` by field for a 422, or an
 * object of its own. OAuth refusals say `error_description`. https://developer.zendesk.com/api-reference/introduction/requests/
 */
export const zendeskErrorSchema = z.object({
  error: z
    .union([z.string(), z.object({ title: z.string().nullish(), message: z.string().nullish() })])
    .nullish()
    .catch(null),
  description: z.string().nullish().catch(null),
  details: z.record(z.string(), z.array(item).catch([])).nullish().catch(null),
})
