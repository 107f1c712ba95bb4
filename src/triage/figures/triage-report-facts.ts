import type { TriageMode } from '../../../schemas/triage.ts'
import type { TriageRemark, TriageReport, TriageThreshold } from '../../../schemas/triage-report.ts'
import type { TriageCosts } from './choose-cost-threshold.ts'
import type { JudgedPrediction } from './judged-prediction.ts'

/** What a report on triage is made of. */
export interface TriageReportFacts {
  kind: TriageReport['kind']
  helpdesk: string
  /** ms */
  at: number
  /** With a truth or without, with a prediction or without: they are counted apart. */
  predictions: readonly JudgedPrediction[]
  /** Tickets that were looked at besides and are no evidence. */
  leftOut: number
  /** Of every configured category. */
  thresholds: ReadonlyMap<string, TriageThreshold>
  /** As they are now; null: of a backtest. */
  modes: ReadonlyMap<string, TriageMode> | null
  /** In minutes. */
  costs: TriageCosts
  /** Whether a rule's word is written: the categories are the company's own. */
  isRuleSure: boolean
  /** Whether it would have been written; absent: by `thresholds`. A backtest knows better, whose thresholds grew with the time. */
  isWritten?: (prediction: JudgedPrediction) => boolean
  /** What only the caller can know; these come first. */
  remarks?: readonly TriageRemark[]
}
