import { z } from 'zod'
import { accuracyOf, calibrationErrorOf, coverageAt, macroF1Of, outsideRecallAt } from './metrics.ts'
import type { Answers } from './protocol.ts'

/** What one measurement came to: parts 0..1, seconds, microseconds, megabytes, as the names say. */
export const figuresSchema = z.record(z.string(), z.number())
export type Figures = z.infer<typeof figuresSchema>

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('measured'),
    figures: figuresSchema,
    version: z.string().exactOptional(),
    note: z.string().exactOptional(),
  }),
  z.strictObject({ kind: z.literal('failed'), why: z.string() }),
  z.strictObject({ kind: z.literal('too-slow'), seconds: z.number() }),
  /** Something that it needs is not on this machine. */
  z.strictObject({ kind: z.literal('missing'), why: z.string() }),
])
export type Outcome = z.infer<typeof outcomeSchema>

/** Throws a RangeError when there is not one answer for each label. */
export const figuresOf = (labels: readonly string[], given: Answers): Figures => {
  const { answers, outside, trainSeconds, predictMicros, peakMegabytes } = given
  if (answers.length !== labels.length)
    throw new RangeError(`There are ${answers.length} answers to ${labels.length} questions.`)
  const inside = answers.map(({ scope }) => scope)
  return {
    accuracy: accuracyOf(labels, answers),
    macroF1: macroF1Of(labels, answers),
    calibrationError: calibrationErrorOf(labels, answers),
    coverageAt95: coverageAt(0.95, labels, answers),
    ...Object.fromEntries(
      Object.entries(outside).map(([name, scopes]) => [
        `${name}RecallAt95`,
        outsideRecallAt(0.95, inside, scopes),
      ]),
    ),
    trainSeconds,
    peakMegabytes,
    ...(predictMicros === null ? {} : { medianMicros: predictMicros.median, p99Micros: predictMicros.p99 }),
  }
}
