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
  /** The account's own fields by their names, as the help desk gives them. */
  customFields: z.record(z.string(), z.json()),
  /** What another system calls it; null: nothing, or the vendor has no such field. */
  externalId: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type Ticket = z.infer<typeof ticketSchema>

/** Somebody in the help desk: a customer (requester, contact, end user) or one of its agents. */
export const personSchema = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  role: z.enum(['customer', 'agent']),
})
export type Person = z.infer<typeof personSchema>

/** One entry of a ticket's conversation; the first is the ticket's description. */
export const messageSchema = z.strictObject({
  id: z.string(),
  ticketId: z.string(),
  /** `system`: the help desk itself, e.g. an automatic answer. */
  from: z.enum(['customer', 'agent', 'system']),
  authorId: z.string().nullable(),
  authorName: z.string().nullable(),
  /** Seen by agents alone. */
  private: z.boolean(),
  /** As the help desk gives it: not to be shown without being sanitised. */
  html: z.string(),
  text: z.string(),
  attachments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      contentType: z.string().nullable(),
      bytes: z.int().nullable(),
      /** Signed and short-lived with some vendors: fetch it, do not keep it. */
      url: z.string().nullable(),
    }),
  ),
  createdAt: z.string(),
})
export type Message = z.infer<typeof messageSchema>

/** Something that the help desk works on after it has answered. */
export const jobSchema = z.strictObject({
  id: z.string(),
  state: z.enum(['queued', 'working', 'done', 'failed']),
  /** Tickets that were done, and those that were refused, by their ids; empty while it works, and where the vendor does not tell. */
  done: z.array(z.string()),
  failed: z.array(z.strictObject({ ticketId: z.string().nullable(), why: z.string() })),
})
export type Job = z.infer<typeof jobSchema>
