import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import type { JudgedPrediction } from '../figures/judged-prediction.ts'
import type { LeftOut } from './order-arrivals.ts'

/** The past as it would have gone: types only. */
export interface Replayed {
  /** In the order in which they came in; nothing of their texts. */
  tickets: ReplayedTicket[]
  blocks: ReplayedBlock[]
  /** What would be written from now on, by a model that learnt from all that is known, and what that is expected to come to. */
  thresholds: Map<string, TriageThreshold>
  leftOut: Record<LeftOut, number>
}

export interface ReplayedTicket {
  prediction: JudgedPrediction
  /** From 0. */
  block: number
  /** Of its category, when it came in; null: nothing of it was written, or nothing was predicted. */
  threshold: number | null
  isWritten: boolean
}

export interface ReplayedBlock {
  /** ms */
  beginsAt: number
  tickets: number
  /** Which had been trained by then; null: none yet, and what ships was asked. */
  model: string | null
  /** Tickets that had come in before, and of those the ones of which it was known what they were left as. */
  before: number
  known: number
}
