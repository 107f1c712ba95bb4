import * as z from 'zod'
import { freshdeskIdSchema } from './id.ts'

/**
 * A ticket as `GET /tickets`, `GET /tickets/{id}`, `POST` and `PUT` answer it; only what Relevo reads. Blank fields come as
 * null, and what a plan or an include gates is absent. https://developers.freshdesk.com/api/#tickets
 */
export const freshdeskTicketSchema = z.object({
  id: freshdeskIdSchema,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.number().nullish(),
  priority: z.number().nullish(),
  source: z.number().nullish(),
  type: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  requester_id: freshdeskIdSchema.nullish(),
  responder_id: freshdeskIdSchema.nullish(),
  group_id: freshdeskIdSchema.nullish(),
  spam: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  custom_fields: z.record(z.string(), z.unknown()).nullish(),
})
export type FreshdeskTicket = z.infer<typeof freshdeskTicketSchema>

export const freshdeskTicketListSchema = z.array(freshdeskTicketSchema)
