import * as z from 'zod'

/**
 * The body of a 4xx: `errors[]` with a 400 or 409, `code` and `message` otherwise. Often there is no body, or HTML.
 * https://developers.freshdesk.com/api/#error
 */
export const freshdeskErrorSchema = z.object({
  code: z.string().nullish(),
  errors: z
    .array(
      z.object({
        field: z.string().nullish(),
        message: z.string().nullish(),
        code: z.string().nullish(),
        additional_info: z.object({ user_id: z.number().nullish() }).nullish(),
      }),
    )
    .nullish(),
})
export type FreshdeskError = z.infer<typeof freshdeskErrorSchema>
