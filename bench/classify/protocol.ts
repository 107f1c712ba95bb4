import { z } from 'zod'

/** What null-labelled rows are filed under by a contender that knows no such rows. Never an answer. */
export const otherLabel = '(other)'

/** What a contender is given, as a file. The right labels of what it is asked are not in it. */
export const taskFileSchema = z.strictObject({
  train: z.array(
    z.strictObject({
      text: z.string(),
      /** Null: none of the classes. */
      label: z.string().nullable(),
      group: z.string().exactOptional(),
      language: z.string().exactOptional(),
    }),
  ),
  /** What the classes are called, in words; only where a label is a name. */
  hints: z.record(z.string(), z.string()).exactOptional(),
  /** Texts that nobody has filed. */
  unlabelled: z.array(z.string()),
  test: z.array(z.strictObject({ text: z.string(), language: z.string().exactOptional() })),
  /** Texts of none of the classes, by name. */
  outside: z.record(z.string(), z.array(z.string())),
  /** How Relevo trains; it decides about everything else itself. */
  settings: z.strictObject({
    seed: z.number(),
    tune: z.boolean(),
    calibrate: z.boolean(),
    background: z.boolean(),
  }),
  /** Where Relevo leaves its model file; absent: nowhere. */
  modelFile: z.string().exactOptional(),
  /** How long the time of one prediction is measured, in seconds; 0: not at all. */
  timeSeconds: z.number(),
})
export type TaskFile = z.infer<typeof taskFileSchema>

const scopeSchema = z.number()

export const answersSchema = z.strictObject({
  /** Of the contender. */
  version: z.string(),
  /** From the texts to a classifier that is ready; without the start of the process and the reading of the file. */
  trainSeconds: z.number(),
  /** For each of `test`. */
  answers: z.array(
    z.strictObject({
      /** Null: it could not tell. */
      label: z.string().nullable(),
      confidence: z.number(),
      /** The larger, the more like what it was trained on. */
      scope: scopeSchema,
    }),
  ),
  /** The same score of each of `outside`. */
  outside: z.record(z.string(), z.array(scopeSchema)),
  /** One text at a time, in microseconds; null: not measured. */
  predictMicros: z.strictObject({ median: z.number(), p99: z.number() }).nullable(),
  /** The most memory that the process held. */
  peakMegabytes: z.number(),
  /** What the reader of its figures should know. */
  note: z.string().exactOptional(),
})
export type Answers = z.infer<typeof answersSchema>
export type Answer = Answers['answers'][number]
