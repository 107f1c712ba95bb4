import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/** Work on a ticket; `time_spent` is `hh:mm`. https://developers.freshdesk.com/api/#time-entries */
export const freshdeskTimeEntrySchema = z.object({
  id: freshdeskIdSchema,
  agent_id: freshdeskIdSchema.nullish().catch(null),
  billable: z.boolean().nullish().catch(null),
  note: z.string().nullish().catch(null),
  time_spent: z.string().nullish().catch(null),
  created_at: z.string().nullish().catch(null),
})
export type FreshdeskTimeEntry = z.infer<typeof freshdeskTimeEntrySchema>

export const freshdeskTimeEntryListSchema = z.array(freshdeskTimeEntrySchema)
