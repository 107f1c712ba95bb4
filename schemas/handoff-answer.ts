import * as z from 'zod'
import { handoffStateSchema, ticketRefSchema } from './handoff.ts'

/**
 * What an accepted hand-off is answered: flat, and always the same keys, because Zapier users map against a sample.
 * `ticket.id` is a number when it is one that JSON readers hold exactly (up to 2^53 - 1), else text.
 */
export const handoffAnswerSchema = z
  .strictObject({
    ok: z.literal(true),
    handoff_id: z.string().describe('Names the hand-off from now on: `GET /v1/handoffs/{id}`.'),
    status: handoffStateSchema,
    duplicate: z.boolean().describe('True when this repeats a hand-off that was accepted before.'),
    ticket: z
      .strictObject({
        id: z
          .union([z.int(), z.string()])
          .describe('A number where JSON readers hold it exactly, else text.'),
        url: z.string().nullable().describe('Where an agent sees it.'),
        action: ticketRefSchema.shape.action.describe(
          '`created`: a new ticket. `added`: to the open ticket of the person. `mailed`: by the second route.',
        ),
      })
      .nullable()
      .describe('Null until there is one.'),
    acknowledgement: z
      .string()
      .nullable()
      .describe(
        'What the bot may say to the person, where a rule has a text for it; null until it is delivered.',
      ),
  })
  .describe('Where an accepted hand-off is. Always the same keys.')
  .meta({ id: 'HandoffAnswer' })
export type HandoffAnswer = z.infer<typeof handoffAnswerSchema>
