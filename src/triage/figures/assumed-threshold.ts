import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import { type CostThreshold, chooseCostThreshold, type TriageCosts } from './choose-cost-threshold.ts'

/** Where nothing was measured: the confidence is believed from where writing pays on. */
export const assumedThreshold = (costs: TriageCosts): TriageThreshold =>
  presentThreshold(chooseCostThreshold([], costs), 'assumed')

/** With what it came to on the tickets that it was chosen by. */
export const presentThreshold = (
  { threshold, texts, written, right }: CostThreshold,
  basis: TriageThreshold['basis'],
): TriageThreshold => ({
  threshold,
  basis,
  texts,
  expected_coverage: texts === 0 ? null : written / texts,
  expected_precision: written === 0 ? null : right / written,
})
