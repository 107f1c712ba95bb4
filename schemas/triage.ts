import * as z from 'zod'
import { decidedBySchema, reasonSchema } from './classification.ts'
import { prioritySchema } from './handoff.ts'
import { ticketStatusSchema } from './ticket.ts'

/**
 * How far triage may go. `observe`: what it would have done is stored, and compared with what agents do. `suggest`: it says so in a
 * private note, too. `apply`: it writes what it is sure of.
 */
export const triageModeSchema = z.enum(['observe', 'suggest', 'apply'])
export type TriageMode = z.infer<typeof triageModeSchema>

/** What triage fills in. Tags are only ever added. */
export const triageFieldSchema = z.enum(['group', 'priority', 'type', 'tags'])
export type TriageField = z.infer<typeof triageFieldSchema>

/** The fields that hold one value, which somebody may have given before. */
export const valueFieldSchema = triageFieldSchema.exclude(['tags'])
export type ValueField = z.infer<typeof valueFieldSchema>

const probability = z.number().min(0).max(1)

/** Values as the configuration and the neutral vocabulary have them: a group by its name, a priority as ours. */
export const fieldValuesSchema = z.strictObject({
  group: z.string().nullable(),
  priority: prioritySchema.nullable(),
  type: z.string().nullable(),
})
export type FieldValues = z.infer<typeof fieldValuesSchema>

/** What was predicted of a ticket when it was first seen; stored, so it never holds a word of a person once it has been used. */
export const predictionSchema = z.strictObject({
  /** What it was decided to be, else what it leans to; null: nobody could say anything. */
  category: z.string().nullable(),
  /** Whether the classifier decided it, or only leans to it. */
  isDecided: z.boolean(),
  /** That `category` is right; null: who decided has none. */
  confidence: probability.nullable(),
  decidedBy: decidedBySchema,
  runnerUp: z.string().nullable(),
  /** The name of the model that was asked; null: none. */
  model: z.string().nullable(),
  /** ISO 639-1; null: not told. */
  language: z.string().nullable(),
  values: fieldValuesSchema,
  /** That `values.priority` is right, where a model said it. */
  priorityConfidence: probability.nullable(),
  tags: z.array(z.string()),
  /** For the note; emptied of the person's words when nothing is to be written, or when it was. */
  reasons: z.array(reasonSchema),
})
export type Prediction = z.infer<typeof predictionSchema>

/** What came of a prediction: `untold` when a ticket was left without what would tell it. */
export const triageOutcomeSchema = z.enum(['right', 'wrong', 'untold'])
export type TriageOutcome = z.infer<typeof triageOutcomeSchema>

/** One field as triage wrote it. Values as in `FieldValues`. */
export const fieldChangeSchema = z.strictObject({
  field: valueFieldSchema,
  before: z.string().nullable(),
  after: z.string(),
  /** Of a group, by what it is known again when it is renamed, or when several are called so. Absent: the groups could not be read. */
  ids: z.strictObject({ before: z.string().nullable(), after: z.string() }).optional(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

/** What one write is to change, as it is marked before it is sent, and stays known for an undo. */
export const plannedWriteSchema = z.strictObject({
  changes: z.array(fieldChangeSchema),
  /** Only those that the ticket did not have. */
  tags: z.array(z.string()),
  /** Whether a note goes with it. */
  note: z.boolean(),
  /** `Ticket.updatedAt` of the ticket that it was decided on. */
  basedOn: z.string(),
})
export type PlannedWrite = z.infer<typeof plannedWriteSchema>

/** How a ticket was left: the last that was seen of it. Group by its name where it is known. */
export const leftSchema = z.strictObject({
  status: ticketStatusSchema,
  ...fieldValuesSchema.shape,
  /** The configured category that type, group and tags come to; null: it cannot be told. */
  category: z.string().nullable(),
})
export type Left = z.infer<typeof leftSchema>

/** A change that the help desk told of by an event: values as it words them, null for none. */
export const toldChangeSchema = z.strictObject({
  field: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
})
export type ToldChange = z.infer<typeof toldChangeSchema>
