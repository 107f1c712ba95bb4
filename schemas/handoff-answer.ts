import * as z from 'zod'
import { handoffStateSchema, ticketRefSchema } from './handoff.ts'

/**
 * What an accepted hand-off is answered: flat, and always the same keys, because Zapier users map against a sample.
 * `ticket.id` is a number when it is one that JSON readers hold exactly (up to 2^53 - 1), else text.
 */
export const handoffAnswerSchema = z
  .strictObject({
    ok: z.literal(true),
    handoff_id: z.string(),
    status: handoffStateSchema,
    duplicate: z.boolean().describe('True when this repeats a hand-off that was accepted before.'),
    ticket: z
      .strictObject({
        id: z.union([z.int(), z.string()]),
        url: z.string().nullable(),
        action: ticketRefSchema.shape.action,
      })
      .nullable()
      .describe('Null until there is one.'),
  })
  .meta({ id: 'HandoffAnswer' })
export type HandoffAnswer = z.infer<typeof handoffAnswerSchema>
