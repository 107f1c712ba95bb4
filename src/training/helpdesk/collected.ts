import * as z from 'zod'
import { prioritySchema } from '../../../schemas/handoff.ts'
import { ticketStatusSchema } from '../../../schemas/ticket.ts'

const beginningSchema = z.strictObject({ from: z.enum(['customer', 'agent', 'system']), text: z.string() })

/** What is kept of a ticket while they are collected: what is learnt from, and no name and no address. */
export const collectedSchema = z.strictObject({
  id: z.string(),
  subject: z.string().nullable(),
  status: ticketStatusSchema,
  priority: prioritySchema.nullable(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  requesterId: z.string().nullable(),
  agentId: z.string().nullable(),
  groupId: z.string().nullable(),
  deleted: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Null: it has none, or is gone. Absent: not asked for yet. */
  beginning: beginningSchema.nullable().optional(),
})
export type Collected = z.output<typeof collectedSchema>

const startSchema = z.strictObject({
  kind: z.literal('start'),
  version: z.literal(1),
  helpdesk: z.string(),
  /** ms */
  since: z.number(),
})
export type CollectionStart = z.output<typeof startSchema>

/** What a line of the file says. A page and where to go on stand in one line, so that both are there or neither is. */
export const recordSchema = z.discriminatedUnion('kind', [
  startSchema,
  z.strictObject({
    kind: z.literal('page'),
    tickets: z.array(collectedSchema),
    next: z.string(),
    atEnd: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('beginnings'),
    beginnings: z.array(z.tuple([z.string(), beginningSchema.nullable()])),
  }),
])
export type CollectionRecord = z.output<typeof recordSchema>
