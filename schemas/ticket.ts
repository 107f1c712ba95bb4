import * as z from 'zod'
import { prioritySchema } from './handoff.ts'

/** Ticket states in the neutral vocabulary. `other` is an open custom state of the account; `label` says which. */
export const ticketStatusSchema = z.enum(['open', 'pending', 'solved', 'closed', 'other'])
export type TicketStatus = z.infer<typeof ticketStatusSchema>

/** A ticket as every help desk can tell it. Times are ISO 8601 UTC; ids are text. */
export const ticketSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  subject: z.string().nullable(),
  status: ticketStatusSchema,
  statusLabel: z.string().nullable(),
  priority: prioritySchema.nullable(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  requesterId: z.string().nullable(),
  agentId: z.string().nullable(),
  groupId: z.string().nullable(),
  deleted: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Ticket = z.infer<typeof ticketSchema>
