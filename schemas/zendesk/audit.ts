import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/** What did it: `rule` is a trigger or an automation of the account. Absent on an event: as its audit. */
const viaSchema = z
  .object({ channel: z.union([z.string(), z.number()]).transform(String).nullish() })
  .nullish()
  .catch(null)

/**
 * One step of a ticket's history, with all that it changed; only what Relevo reads. Ids stand as text in values.
 * https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/
 */
export const zendeskAuditSchema = z.object({
  id: zendeskIdSchema,
  /** -1: Zendesk itself. */
  author_id: z.int().nullish().catch(null),
  created_at: z.string().nullish().catch(null),
  via: viaSchema,
  events: z
    .array(
      z.object({
        type: z.string(),
        field_name: z.string().nullish().catch(null),
        value: z.json().nullish().catch(null),
        via: viaSchema,
      }),
    )
    .catch([]),
})
export type ZendeskAudit = z.infer<typeof zendeskAuditSchema>

export const zendeskAuditListSchema = z.object({
  audits: z.array(zendeskAuditSchema),
  next_page: z.string().nullish().catch(null),
})
