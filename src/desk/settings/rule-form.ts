import * as z from 'zod'

const mostCharacters = 500_000

/** The rules as they stand in the form, and the text that they began as. Browsers end lines by CRLF. */
export const ruleFormSchema = z.object({
  text: z
    .string()
    .max(mostCharacters)
    .transform((text) => text.replaceAll('\r\n', '\n')),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})
