import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import { breakEven, type CostOutcome, type TriageCosts } from './choose-cost-threshold.ts'
import { isShownAgainst } from './is-shown-against.ts'

/**
 * What rules decided of one category, judged by what agents left: written until their own tickets show that it does not pay. Nothing of
 * none. Pure.
 */
export const judgeRules = (
  given: readonly Pick<CostOutcome, 'isRight'>[],
  costs: TriageCosts,
): Pick<TriageThreshold, 'rules'> => {
  if (given.length === 0) return {}
  const right = given.filter(({ isRight }) => isRight).length
  const isAgainst = isShownAgainst({ written: given.length, right }, breakEven(costs))
  return { rules: { texts: given.length, right, written: !isAgainst } }
}
