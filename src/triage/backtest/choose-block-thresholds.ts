import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import { binomialTail } from '../../classify/model/evaluate/binomial-tail.ts'
import { presentThreshold } from '../figures/assumed-threshold.ts'
import {
  applyCostThreshold,
  breakEven,
  type CostOutcome,
  type CostThreshold,
  chooseCostThreshold,
  type TriageCosts,
} from '../figures/choose-cost-threshold.ts'
import { judgeRules } from '../figures/judge-rules.ts'

/** What came of a text that was said to be of a category. */
export type Said = CostOutcome & { category: string }

export interface KnownOutcomes {
  categories: readonly string[]
  /** What the model said of the texts that it was judged by in its training, without having seen them. */
  heldOut: readonly Said[]
  /** What was said of the tickets just before, as far as it was known what became of them. */
  before: readonly Said[]
  costs: TriageCosts
  /** Given by the configuration. */
  configured: Readonly<Record<string, number>>
}

const mostLuck = 0.05

/**
 * From which confidence on each category is written, by nothing but what was known before: what costs least on the texts held out of the
 * model's training. The tickets just before have the last word: where they speak against that with 95 % certainty, as when what comes in
 * is no longer like what came in before, the threshold that they show counts, if it is a higher one. A model without held-out texts is
 * judged by them alone, and so are rules. Pure.
 */
export const chooseBlockThresholds = ({
  categories,
  heldOut,
  before,
  costs,
  configured,
}: KnownOutcomes): Map<string, TriageThreshold> => {
  const [ofTraining, ofBefore] = [groupByCategory(heldOut), groupByCategory(before)]
  return new Map(
    categories.map((category) => {
      const [own = [], seen = []] = [ofTraining.get(category), ofBefore.get(category)]
      const evidence = own.length > 0 ? own : seen
      const given = Object.hasOwn(configured, category) ? configured[category] : undefined
      const chosen = given === undefined ? choose(evidence, seen, costs) : applyCostThreshold(evidence, given)
      const basis = chosen.basis === 'shown' ? 'backtest' : 'assumed'
      const threshold = presentThreshold(chosen, given === undefined ? basis : 'configured')
      const ofRules = seen.filter(({ confidence }) => confidence === null)
      return [category, { ...threshold, ...judgeRules(ofRules, costs) }]
    }),
  )
}

const choose = (
  evidence: readonly CostOutcome[],
  seen: readonly CostOutcome[],
  costs: TriageCosts,
): CostThreshold => {
  const chosen = chooseCostThreshold(evidence, costs)
  const { threshold } = chosen
  if (evidence === seen || threshold === null) return chosen
  const { written, right } = applyCostThreshold(seen, threshold)
  const isAgainst = binomialTail(written, written - right, 1 - breakEven(costs)) <= mostLuck
  if (written === 0 || !isAgainst) return chosen
  const later = chooseCostThreshold(seen, costs)
  if (later.threshold === null) return later
  return { ...applyCostThreshold(evidence, Math.max(threshold, later.threshold)), basis: later.basis }
}

const groupByCategory = (said: readonly Said[]): Map<string, Said[]> =>
  Map.groupBy(said, ({ category }) => category)
