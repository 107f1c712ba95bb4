import * as z from 'zod'

/** One thing that is wrong with a request: `field` is the name as the sender wrote it, `code` is stable. */
export const faultSchema = z.object({
  field: z.string(),
  code: z.string(),
  message: z.string(),
})
export type Fault = z.infer<typeof faultSchema>

/**
 * RFC 9457 problem details, with the flat flag `ok: false` that bot builders test and a stable `code`.
 * `error` repeats code and message nested, the shape that Botpress and Zapier users commonly map against.
 */
export const problemSchema = z
  .object({
    ok: z.literal(false),
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    request_id: z.string().optional(),
    handoff_id: z.string().optional(),
    errors: z.array(faultSchema).optional(),
    error: z.object({ code: z.string(), message: z.string() }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>
