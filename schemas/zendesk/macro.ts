import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/**
 * A prepared set of actions; those that write a comment are what others call a canned response. An action's value is text, a list
 * or something of its own, so it is read by a converter. https://developer.zendesk.com/api-reference/ticketing/business-rules/macros/
 */
export const zendeskMacroSchema = z.object({
  id: zendeskIdSchema,
  title: z.string().nullish(),
  active: z.boolean().nullish().catch(null),
  actions: z
    .array(z.object({ field: z.string(), value: z.unknown() }))
    .nullish()
    .catch(null),
})
export type ZendeskMacro = z.infer<typeof zendeskMacroSchema>

export const zendeskMacroListSchema = z.object({
  macros: z.array(zendeskMacroSchema),
  meta: z.object({ has_more: z.boolean(), after_cursor: z.string().nullish() }).nullish().catch(null),
})
