import * as z from 'zod'
import { zendeskIdSchema } from './id.ts'

/**
 * Of one ticket of a job: by its id when it went well, often only by its place (`index`) when it did not.
 * https://developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/
 */
const resultSchema = z.object({
  id: zendeskIdSchema.nullish().catch(null),
  index: z.int().min(0).nullish().catch(null),
  success: z.boolean().nullish().catch(null),
  error: z.string().nullish().catch(null),
  details: z.string().nullish().catch(null),
})

export const zendeskJobStatusSchema = z.object({
  id: z.string().min(1),
  status: z.string(),
  message: z.string().nullish().catch(null),
  results: z.array(resultSchema).nullish().catch(null),
})
export type ZendeskJobStatus = z.infer<typeof zendeskJobStatusSchema>

export const zendeskJobAnswerSchema = z.object({ job_status: zendeskJobStatusSchema })
