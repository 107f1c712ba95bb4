import type { Judged } from '../judged.ts'
import { binomialTail } from './binomial-tail.ts'
import type { Decision } from './evaluation.ts'
import { isDecided } from './is-decided.ts'
import { isRight } from './is-right.ts'
import { type CoverageStep, listCoverageSteps } from './trace-coverage.ts'

/** What is more likely wrong than right is nothing to decide, however good the rest is. */
const leastThreshold = 0.5
/** Thresholds that are looked at: each look is a chance to be fooled. */
const mostLooks = 40
/** The chance that so many are right by luck, when fewer than wanted are in truth. */
const mostLuck = 0.05

/**
 * The smallest confidence from which on at least `precision` of what is decided is right, as held-out texts show with 95 % certainty
 * (the exact binomial bound of Clopper and Pearson, so that 28 right ones of 28 show no 90 %). When none is shown, the confidence is
 * believed: it decides from `precision` on, and higher where held-out texts speak against that. In a simulation of 30 to 5,000 texts
 * a threshold that was called shown held less than wanted in 0-4 % of draws, by 0.2 (5,000 texts) to 6 points (60) at worst; in 8 %
 * where confidence told nothing at all and the truth was one point below.
 */
export const chooseThreshold = (
  judged: readonly Judged[],
  { precision }: { precision: number },
): Decision => {
  const steps = listCoverageSteps(judged).filter(({ threshold }) => threshold >= leastThreshold)
  const shown = pickLooks(steps).findLast(
    ({ decided, right }) =>
      right >= precision * decided && binomialTail(decided, right, precision) <= mostLuck,
  )
  if (shown !== undefined) return describe(judged, shown.threshold, precision, 'shown')
  const threshold = Math.max(precision, unrefuted(steps, precision))
  return describe(judged, threshold, precision, 'assumed')
}

/** What comes of a threshold that somebody else chose, to reach `precision`. */
export const applyThreshold = (
  judged: readonly Judged[],
  { threshold, precision }: { threshold: number; precision: number },
): Decision => describe(judged, threshold, precision, 'given')

const describe = (
  judged: readonly Judged[],
  threshold: number,
  wanted: number,
  basis: Decision['basis'],
): Decision => {
  const decided = judged.filter((row) => isDecided(row, threshold))
  const right = decided.filter(isRight).length
  return {
    threshold,
    wanted,
    basis,
    texts: judged.length,
    decided: decided.length,
    right,
    coverage: judged.length === 0 ? 0 : decided.length / judged.length,
    precision: decided.length === 0 ? null : right / decided.length,
  }
}

/** Steps spread evenly over what is decided, the last one of them always. */
const pickLooks = (steps: readonly CoverageStep[]): CoverageStep[] => {
  const most = steps.at(-1)?.decided ?? 0
  let next = 0
  return steps.filter(({ decided }) => {
    if (decided < next && decided !== most) return false
    next = decided + most / mostLooks
    return true
  })
}

/** The smallest confidence of which held-out texts do not show that fewer than wanted are right; above all that are there, if need be. */
const unrefuted = (steps: readonly CoverageStep[], precision: number): number => {
  const isRefuted = ({ decided, right }: CoverageStep) =>
    binomialTail(decided, decided - right, 1 - precision) <= mostLuck
  const last = pickLooks(steps).findLast((step) => !isRefuted(step))
  return last?.threshold ?? (steps.length === 0 ? 0 : 1)
}
