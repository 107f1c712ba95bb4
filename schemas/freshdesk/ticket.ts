import * as z from 'zod'
import { readableListSchema } from '../readable-list.ts'
import { freshdeskAttachmentListSchema } from './attachment.ts'
import { freshdeskIdSchema } from './id.ts'

/**
 * A ticket as `GET /tickets`, `GET /tickets/{id}`, `POST` and `PUT` answer it; only what Relevo reads. Blank fields come as
 * null, and what a plan or an include gates is absent. Strict is only what a ticket is recognised by: one odd field of one
 * ticket must not make a whole list unreadable. https://developers.freshdesk.com/api/#tickets
 */
export const freshdeskTicketSchema = z.object({
  id: freshdeskIdSchema,
  subject: z.string().nullish(),
  description: z.string().nullish(),
  description_text: z.string().nullish(),
  status: z.number().nullish().catch(null),
  priority: z.number().nullish().catch(null),
  source: z.number().nullish().catch(null),
  type: z.string().nullish().catch(null),
  tags: z
    .array(z.unknown())
    .transform((tags) => tags.filter((tag) => typeof tag === 'string'))
    .nullish(),
  requester_id: freshdeskIdSchema.nullish().catch(null),
  responder_id: freshdeskIdSchema.nullish().catch(null),
  group_id: freshdeskIdSchema.nullish().catch(null),
  spam: z.boolean().nullish().catch(null),
  deleted: z.boolean().nullish().catch(null),
  attachments: freshdeskAttachmentListSchema,
  /** With `include=requester`. */
  requester: z.object({ id: freshdeskIdSchema, name: z.string().nullish() }).nullish().catch(null),
  created_at: z.string().nullish().catch(null),
  updated_at: z.string().nullish().catch(null),
  custom_fields: z.record(z.string(), z.json()).nullish().catch(null),
})
export type FreshdeskTicket = z.infer<typeof freshdeskTicketSchema>

export const freshdeskTicketListSchema = z.array(freshdeskTicketSchema)

/**
 * The same list, where it is gone through for what changed: nothing is looked for in these texts, and nothing is written from these tags,
 * so that they may be odd too, and a ticket that has no id is passed over.
 */
export const freshdeskReadableTicketsSchema = readableListSchema(
  freshdeskTicketSchema.extend({
    subject: freshdeskTicketSchema.shape.subject.catch(null),
    description: freshdeskTicketSchema.shape.description.catch(null),
    description_text: freshdeskTicketSchema.shape.description_text.catch(null),
    tags: freshdeskTicketSchema.shape.tags.catch(null),
  }),
)
export type FreshdeskReadableTickets = z.output<typeof freshdeskReadableTicketsSchema>

/** https://developers.freshdesk.com/api/#filter_tickets */
export const freshdeskTicketSearchSchema = z.object({ total: z.number(), results: freshdeskTicketListSchema })
export type FreshdeskTicketSearch = z.infer<typeof freshdeskTicketSearchSchema>
