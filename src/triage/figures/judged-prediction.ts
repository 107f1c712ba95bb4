import type { DecidedBy } from '../../../schemas/classification.ts'
import type { FieldValues } from '../../../schemas/triage.ts'

/** One ticket of which both are known: what was predicted, and what it came to. What all figures of triage are made of. */
export interface JudgedPrediction {
  ticketId: string
  /** When the ticket came in (ms). */
  at: number
  /** Null: nothing was predicted. */
  category: string | null
  /** That `category` is right, 0..1; null: who decided has none. */
  confidence: number | null
  decidedBy: DecidedBy
  /** False: outside of what the model has learnt, where its confidence means nothing: never written. Absent: inside. */
  inScope?: boolean
  model: string | null
  /** The category that it was left as; null: it cannot be told. */
  truth: string | null
  predicted: FieldValues
  left: FieldValues
}
