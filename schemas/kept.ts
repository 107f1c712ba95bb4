import * as z from 'zod'
import { decidedBySchema } from './classification.ts'

/**
 * What a classification left in a ticket that was made of a hand-off, as far as it was written there and no rule of the company put
 * something else in its place: names of the configuration, nothing that a person wrote. Null or empty: nothing of that kind.
 */
export const filedSchema = z.strictObject({
  decidedBy: decidedBySchema.exclude(['none']),
  category: z.string(),
  type: z.string().nullable(),
  /** By its name. */
  group: z.string().nullable(),
  tags: z.array(z.string()),
})
export type Filed = z.infer<typeof filedSchema>

/** What became of it. `untold`: nothing was to be seen in the ticket, or the ticket is gone. */
export const keptOutcomeSchema = z.enum(['kept', 'changed', 'untold'])
export type KeptOutcome = z.infer<typeof keptOutcomeSchema>

const part = z.number().min(0).max(1)

/** How often agents kept what one of those who decide had decided of the hand-offs of one source, in snake_case as `/v1` answers. */
export const keptFigureSchema = z
  .strictObject({
    source: z.string(),
    decided_by: filedSchema.shape.decidedBy,
    category: z.string().nullable().describe('Null: all categories together.'),
    looked_at: z.int().min(0).describe('Tickets that were looked at.'),
    kept: z.int().min(0).describe('Those still filed as they were.'),
    changed: z.int().min(0).describe('Those filed as something else.'),
    untold: z
      .int()
      .min(0)
      .describe('Those of which it cannot be told: nothing to be seen in the ticket, or the ticket is gone.'),
    share: part.nullable().describe('kept / (kept + changed); null: of none it could be told.'),
    low: part.describe('The true share lies between this …'),
    high: part.describe('… and this, with 95 % certainty (Wilson).'),
  })
  .meta({ id: 'KeptFigure' })
export type KeptFigure = z.infer<typeof keptFigureSchema>

export const keptQuerySchema = z.strictObject({
  since: z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .transform((text) => Date.parse(text))
    .optional()
    .describe(
      'Looked at on this UTC day or later; ISO 8601, a date or a date with time. Default: the last 30 days.',
    ),
})

export const keptAnswerSchema = z
  .strictObject({
    since: z.iso.date().describe('The first UTC day that is counted.'),
    figures: z.array(keptFigureSchema),
  })
  .describe('How often agents kept what was decided, for each source and decider: all categories, then each.')
  .meta({ id: 'KeptAnswer' })
export type KeptAnswer = z.input<typeof keptAnswerSchema>
