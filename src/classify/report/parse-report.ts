import * as z from 'zod'
import { type Report, reportVersion } from './report.ts'

const part = z.number().min(0).max(1)
const count = z.int().min(0)
const dropped = z.array(z.object({ reason: z.string(), texts: count }))
const counts = z.record(z.string(), count)

const evaluation = z.object({
  texts: count,
  accuracy: part,
  macroF1: part,
  weightedF1: part,
  majority: z.object({ label: z.string(), accuracy: part }).nullable(),
  classes: z.array(
    z.object({
      label: z.string(),
      support: count,
      predicted: count,
      right: count,
      precision: part.nullable(),
      recall: part.nullable(),
      f1: part,
    }),
  ),
  languages: z.array(z.object({ language: z.string(), support: count, accuracy: part, macroF1: part })),
  confusions: z.array(z.object({ label: z.string(), predicted: z.string().nullable(), texts: count })),
  matrix: z.array(z.array(count)).nullable(),
  reliability: z.object({
    bins: z.array(
      z.object({ from: part, to: part, texts: count, right: count, confidence: part.nullable() }),
    ),
    ece: part,
    brier: part,
  }),
  coverage: z.array(z.object({ threshold: part, coverage: part, precision: part })),
  decision: z.object({
    threshold: part,
    wanted: part,
    basis: z.enum(['shown', 'assumed', 'given']),
    texts: count,
    decided: count,
    right: count,
    coverage: part,
    precision: part.nullable(),
  }),
  auroc: part.nullable(),
  strangers: z.object({ texts: count, abstained: count }),
})

const trend = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rising'),
    gain: part,
    scale: z.number(),
    exponent: z.number(),
    floor: z.number(),
  }),
  z.object({ kind: z.literal('flat') }),
  z.object({ kind: z.literal('unknown'), why: z.enum(['few-points', 'narrow', 'noisy']) }),
])

const warning = z.discriminatedUnion('code', [
  z.object({ code: z.literal('few-texts'), texts: count }),
  z.object({
    code: z.literal('small-classes'),
    classes: z.array(z.object({ label: z.string(), texts: count })),
  }),
  z.object({ code: z.literal('one-class'), label: z.string(), share: part }),
  z.object({ code: z.literal('no-better'), accuracy: part, majority: part }),
  z.object({
    code: z.literal('small-languages'),
    languages: z.array(z.object({ language: z.string(), texts: count })),
  }),
  z.object({ code: z.literal('uncalibrated'), ece: part }),
  z.object({ code: z.literal('precision-not-shown'), wanted: part, texts: count }),
])

const target = z.object({
  target: z.string(),
  texts: count,
  languages: counts,
  dropped,
  evaluation,
  labelErrors: z.array(
    z.object({
      reference: z.string(),
      label: z.string().nullable(),
      predicted: z.string(),
      confidence: part,
    }),
  ),
  mergeable: z.array(
    z.object({
      labels: z.tuple([z.string(), z.string()]),
      texts: z.tuple([count, count]),
      share: part,
      expected: z.number(),
      gain: part,
    }),
  ),
  learning: z
    .object({
      points: z.array(z.object({ texts: count, accuracy: part, macroF1: part })),
      more: count,
      accuracy: trend,
      macroF1: trend,
    })
    .nullable(),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable()),
  seconds: z.number().min(0).nullable(),
  warnings: z.array(warning),
})

const reportSchema: z.ZodType<Report> = z.object({
  version: z.literal(reportVersion),
  kind: z.enum(['training', 'evaluation']),
  name: z.string(),
  at: z.string(),
  by: z.string(),
  from: z.string(),
  window: z.object({ from: z.string(), to: z.string() }).nullable(),
  read: count,
  dropped,
  encoder: z.string().nullable(),
  seed: z.number(),
  targets: z.array(target),
})

/** A report that was written as JSON; null: it is none, or one of another version of Relevo. */
export const parseReport = (value: unknown): Report | null => {
  const parsed = reportSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
