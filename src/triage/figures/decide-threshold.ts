import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import { presentThreshold } from './assumed-threshold.ts'
import {
  applyCostThreshold,
  believedFrom,
  breakEven,
  type CostOutcome,
  chooseCostThreshold,
  type TriageCosts,
} from './choose-cost-threshold.ts'
import { isShownAgainst } from './is-shown-against.ts'

/** Fewer tickets that agents left bear nothing out that thousands say which the training held out; against it they may speak. */
export const leastShadow = 50

/** What there is to choose the threshold of one category by. */
export interface ThresholdEvidence {
  /** Given by the configuration. */
  configured: number | undefined
  /** Tickets as this model said them to be of the category, and agents left them. */
  shadow: readonly CostOutcome[]
  /** Texts that this model's training held out, and said to be of the category. */
  training: readonly CostOutcome[]
  costs: TriageCosts
}

/**
 * The threshold of a category: what is configured, else what agents did with its tickets, else what the training held out, else the
 * confidence is believed. What agents did bears a threshold out, or forbids any; where it does neither, the training's threshold
 * stands, never below what agents did lets be believed. Fewer than 50 of their tickets bear nothing out, and count only where they speak
 * against the training with 95 % certainty. Pure.
 */
export const decideThreshold = ({
  configured,
  shadow,
  training,
  costs,
}: ThresholdEvidence): TriageThreshold => {
  const isShadowEnough = shadow.length >= leastShadow
  if (configured !== undefined)
    return presentThreshold(applyCostThreshold(isShadowEnough ? shadow : training, configured), 'configured')
  const byAgents = chooseCostThreshold(shadow, costs)
  if (isShadowEnough && (byAgents.basis === 'shown' || byAgents.threshold === null))
    return presentThreshold(byAgents, 'shadow')
  const byTraining = chooseCostThreshold(training, costs)
  const isLearnt = byTraining.basis === 'shown' && training.length > 0
  if (byTraining.threshold === null) return presentThreshold(byTraining, 'training')
  const isAgainst = (from: number) => isShownAgainst(applyCostThreshold(shadow, from), breakEven(costs))
  if (byAgents.threshold === null && [believedFrom(costs), byTraining.threshold].some(isAgainst))
    return presentThreshold(byAgents, 'shadow')
  const doCount = isShadowEnough || isAgainst(byTraining.threshold)
  const least = doCount ? (byAgents.threshold ?? 1) : 0
  const threshold = Math.max(least, byTraining.threshold)
  const rows = isShadowEnough && !isLearnt ? shadow : training
  return presentThreshold(applyCostThreshold(rows, threshold), isLearnt ? 'training' : 'assumed')
}
