import * as z from 'zod'

const jobIdSchema = z.union([z.string().min(1), z.int()]).transform(String)

/** What a bulk action answers. https://developers.freshdesk.com/api/#bulk_update_tickets */
export const freshdeskJobStartSchema = z.object({ job_id: jobIdSchema })

/** `IN PROGRESS` is the one state that is documented, and nothing is said of single tickets. https://developers.freshdesk.com/api/#jobs */
export const freshdeskJobSchema = z.object({
  id: jobIdSchema.nullish().catch(null),
  status: z.string().nullish().catch(null),
  progress: z.number().nullish().catch(null),
})
export type FreshdeskJob = z.infer<typeof freshdeskJobSchema>
