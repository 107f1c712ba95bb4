import * as z from 'zod'
import { triageModeSchema } from './triage.ts'

const part = z.number().min(0).max(1)
const count = z.int().min(0)

/** A part of so many, with the interval in which the true one lies with 95 % certainty (Wilson). Null: of none. */
export const shareSchema = z
  .strictObject({ share: part.nullable(), low: part, high: part, of: count })
  .describe('A part, and where the true one lies with 95 % certainty (Wilson).')
export type Share = z.infer<typeof shareSchema>

export const triageThresholdSchema = z
  .strictObject({
    threshold: part
      .nullable()
      .describe('From this confidence on it is written; null: never, on this evidence.'),
    basis: z
      .enum(['configured', 'shadow', 'training', 'backtest', 'assumed'])
      .describe(
        '`configured`: given by the configuration. `shadow`: from what agents did with tickets that were only observed. `training`: from texts held out of the training. `backtest`: from the past. `assumed`: nothing was measured; the confidence is believed.',
      ),
    texts: count.describe('Tickets that it was computed from.'),
    expected_coverage: part
      .nullable()
      .describe('Of the tickets of this category, the part that would be written.'),
    expected_precision: part.nullable().describe('Of what would be written, the part that would be right.'),
    rules: z
      .strictObject({
        texts: count.describe('Tickets of this category that rules decided and agents left.'),
        right: count,
        written: z
          .boolean()
          .describe('False: so many were wrong that writing them does not pay, shown with 95 % certainty.'),
      })
      .optional()
      .describe(
        'What rules decide has no confidence, and no threshold is applied to it, not even `never` or a configured one: with categories of your own it is written unless this forbids it. Absent: nothing was measured.',
      ),
  })
  .describe(
    'From which confidence on a category is written, and what that comes to on what it was measured by.',
  )
export type TriageThreshold = z.infer<typeof triageThresholdSchema>

const categories = z.array(z.string())

/** Codes with facts; `src/triage/report/texts` has the words. */
export const triageRemarkSchema = z
  .discriminatedUnion('code', [
    z.strictObject({ code: z.literal('few-tickets'), tickets: count }),
    z.strictObject({ code: z.literal('one-category'), category: z.string(), share: part }),
    z.strictObject({ code: z.literal('no-better'), accuracy: part, majority: part }),
    z.strictObject({ code: z.literal('uncalibrated'), ece: part }),
    z.strictObject({ code: z.literal('untold'), tickets: count, of: count }),
    z.strictObject({ code: z.literal('no-model-yet'), tickets: count }),
    z.strictObject({ code: z.literal('own-writes'), tickets: count, corrected: count }),
    z.strictObject({ code: z.literal('costs-time'), categories }),
    z.strictObject({ code: z.literal('never-written'), categories }),
    z.strictObject({ code: z.literal('precision-not-shown'), categories }),
    z.strictObject({ code: z.literal('no-evidence'), categories }),
    z.strictObject({
      code: z.literal('few-of-category'),
      categories: z.array(z.strictObject({ category: z.string(), tickets: count })),
    }),
    z.strictObject({ code: z.literal('unknown-categories'), categories }),
    z.strictObject({ code: z.literal('rules-not-sure'), tickets: count }),
    z.strictObject({ code: z.literal('rules-wrong'), categories }),
    z.strictObject({ code: z.literal('several-models'), models: z.array(z.string()) }),
  ])
  .meta({ id: 'TriageRemark' })
  .describe(
    '`few-tickets`: figures are a hint. `one-category`: most tickets are of one, so that accuracy says little. `no-better`: hardly better than always saying the most frequent one. `uncalibrated`: confidence is not what it says. `untold`: left without what would tell their category. `no-model-yet`: came in before there was enough to learn from. `own-writes`: triage itself wrote so many, of which agents corrected some; they are no evidence, and of what is written only the control part counts. `costs-time`: writing these cost time. `never-written`: on this evidence writing these does not pay, whatever the confidence; of these only what rules decide is written. `precision-not-shown`: there are too few tickets to show that writing these pays; the confidence is believed. `no-evidence`: no ticket was said to be of these. `few-of-category`: too few to judge by. `unknown-categories`: tickets were left as these, which are not configured. `rules-not-sure`: rules of the categories that Relevo brings decided so many; they are not written. `rules-wrong`: rules decided these, and were wrong so often that it does not pay; they are not written. `several-models`: these said it; the thresholds are of the one in use.',
  )
export type TriageRemark = z.infer<typeof triageRemarkSchema>

export const triageCategoryFiguresSchema = z
  .strictObject({
    category: z.string(),
    mode: triageModeSchema.nullable().describe('As it is now; null: of a backtest.'),
    predicted: count.describe('Tickets that were said to be of it and of which the truth is known.'),
    actual: count.describe('Tickets that were left as it.'),
    precision: shareSchema.describe('Of those said to be of it, those that are.'),
    recall: shareSchema.describe('Of those that are of it, those said to be.'),
    threshold: triageThresholdSchema,
    written: count.describe('Those that reach the threshold.'),
    written_precision: shareSchema.describe('Of those that reach the threshold, those that are right.'),
    coverage: shareSchema.describe('Of those said to be of it, those that reach the threshold.'),
    wrong_routes: count.describe('Those that reach the threshold, and are wrong.'),
    minutes_saved: z
      .number()
      .describe('written × manual − wrong routes × wrong, in minutes; negative: it would cost time.'),
  })
  .meta({ id: 'TriageCategoryFigures' })
export type TriageCategoryFigures = z.infer<typeof triageCategoryFiguresSchema>

export const triageReportSchema = z
  .strictObject({
    version: z.literal(1),
    kind: z
      .enum(['backtest', 'shadow'])
      .describe('`backtest`: the past, replayed. `shadow`: what was predicted as tickets came in.'),
    helpdesk: z.string(),
    at: z.iso.datetime(),
    from: z.iso.datetime().nullable().describe('The oldest ticket that was judged.'),
    to: z.iso.datetime().nullable().describe('The newest.'),
    models: z.array(z.string()).describe('Which models said it.'),
    tickets: z.strictObject({
      seen: count.describe('All that were looked at.'),
      judged: count.describe('Of which both the prediction and the truth are known.'),
      untold: count.describe('Left without what would tell their category.'),
      unsaid: count.describe('Of which nothing was predicted.'),
      left_out: count.describe(
        'Written by triage and so no evidence, still open, or otherwise no ticket to judge by.',
      ),
    }),
    costs: z.strictObject({
      wrong_minutes: z.number().describe('What a wrong route costs.'),
      manual_minutes: z.number().describe('What filing by hand costs.'),
    }),
    overall: z.strictObject({
      accuracy: shareSchema,
      macro_f1: part,
      ece: part.describe('Expected calibration error: how far confidences are from what came out.'),
      written: count,
      written_precision: shareSchema,
      coverage: shareSchema,
      wrong_routes: count,
      minutes_saved: z.number(),
    }),
    categories: z.array(triageCategoryFiguresSchema).describe('Most tickets first.'),
    fields: z
      .array(
        z.strictObject({
          field: z.enum(['group', 'priority', 'type']),
          right: shareSchema.describe(
            'Of those predicted and left with a value, those with the predicted one.',
          ),
        }),
      )
      .describe('The fields by themselves.'),
    labels: z.array(z.string()).describe('The rows and columns of `confusions`.'),
    confusions: z
      .array(z.array(count))
      .nullable()
      .describe('Rows: what tickets were; columns: what was said. Null: more than 30 categories.'),
    reliability: z
      .array(
        z.strictObject({ from: part, to: part, texts: count, right: count, confidence: part.nullable() }),
      )
      .describe('Whether a confidence means what it says.'),
    curve: z
      .array(z.strictObject({ threshold: part, coverage: part, precision: part }))
      .describe('Coverage against precision, over all categories.'),
    remarks: z
      .array(triageRemarkSchema)
      .describe('What whoever reads the figures should know, weightiest first.'),
  })
  .meta({ id: 'TriageReport' })
export type TriageReport = z.infer<typeof triageReportSchema>
