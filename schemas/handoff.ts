import * as z from 'zod'

/** Urgency in the neutral vocabulary; every help desk adapter converts it to its own values. */
export const prioritySchema = z.enum(['low', 'medium', 'high', 'urgent'])
export type Priority = z.infer<typeof prioritySchema>

/** One line of the conversation with the bot. `at` is ISO 8601 UTC; `from` is `user`, `bot`, `agent` or a name. */
export const transcriptLineSchema = z.strictObject({
  from: z.string(),
  text: z.string(),
  at: z.string().nullable(),
})
export type TranscriptLine = z.infer<typeof transcriptLineSchema>

export const attachmentLinkSchema = z.strictObject({ url: z.string(), name: z.string().nullable() })
export type AttachmentLink = z.infer<typeof attachmentLinkSchema>

/** The person who asked for help. At least one of `email` and `phone` is set in every accepted hand-off. */
export const requesterSchema = z.strictObject({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  name: z.string().nullable(),
})
export type Requester = z.infer<typeof requesterSchema>

/**
 * A hand-off as the ledger keeps it: what a bot sent, with aliases resolved, absent-like values removed and texts
 * decoded. Nothing here is escaped; whoever renders it escapes. `extra` holds the fields that Relevo does not know,
 * as they came, to be shown in the ticket.
 */
export const handoffSchema = z.strictObject({
  requester: requesterSchema,
  summary: z.string(),
  category: z.string().nullable(),
  subject: z.string().nullable(),
  priority: prioritySchema.nullable(),
  language: z.string().nullable(),
  conversationId: z.string().nullable(),
  messageId: z.string().nullable(),
  bot: z.string().nullable(),
  channel: z.string().nullable(),
  transcript: z.array(transcriptLineSchema),
  attachments: z.array(attachmentLinkSchema),
  customFields: z.record(z.string(), z.json()),
  tags: z.array(z.string()),
  callbackUrl: z.string().nullable(),
  extra: z.record(z.string(), z.json()),
})
export type Handoff = z.infer<typeof handoffSchema>

/**
 * Where a hand-off is in its life.
 * `received` waits for its first attempt; `delivering` is claimed by a worker; `waiting` will be tried again at a known
 * time; `parked` needs a person; `delivered` and `dismissed` are ends; `refused` was not accepted at the door and stands
 * apart from the custody sum.
 */
export const handoffStateSchema = z.enum([
  'received',
  'delivering',
  'waiting',
  'parked',
  'delivered',
  'dismissed',
  'refused',
])
export type HandoffState = z.infer<typeof handoffStateSchema>

/** What the hand-off became in the help desk. `id` is text because some vendors' ids exceed 2^53. */
export const ticketRefSchema = z.strictObject({
  id: z.string(),
  url: z.string().nullable(),
  action: z.enum(['created', 'added', 'mailed']),
})
export type TicketRef = z.infer<typeof ticketRefSchema>
