import * as z from 'zod'

/** One thing that is wrong with a request: `field` is the name as the sender wrote it, `code` is stable. */
export const faultSchema = z.object({
  field: z.string().describe('The name as the sender wrote it.'),
  code: z.string().describe('Stable; for programs.'),
  message: z.string().describe('For people: what to do about it.'),
  line: z.int().optional().describe('Where it stands, in a file.'),
})
export type Fault = z.infer<typeof faultSchema>

/**
 * RFC 9457 problem details, with the flat flag `ok: false` that bot builders test and a stable `code`.
 * `error` repeats code and message nested, the shape that Botpress and Zapier users commonly map against.
 */
export const problemSchema = z
  .object({
    ok: z.literal(false),
    type: z.string().describe('`urn:relevo:problem:` and the code.'),
    title: z.string().describe("The status' own name."),
    status: z.int().describe('The HTTP status.'),
    code: z.string().describe('Stable; act on it. All codes: docs/errors.md.'),
    detail: z.string().describe('For people: what happened and what to do.'),
    request_id: z.string().optional().describe('Names the request in the logs.'),
    handoff_id: z.string().optional().describe('The hand-off that it is about, where there is one.'),
    errors: z.array(faultSchema).optional().describe('Each fault with its field.'),
    error: z
      .object({ code: z.string(), message: z.string() })
      .describe('Code and detail once more, nested, where some tools look for them.'),
  })
  .describe('What went wrong, by RFC 9457.')
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>
