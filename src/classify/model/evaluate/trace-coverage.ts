import type { Judged } from '../judged.ts'
import type { CoveragePoint } from './evaluation.ts'
import { isRight } from './is-right.ts'

/** What is decided, and how much of it is right, from one confidence on that a text has. */
export interface CoverageStep {
  threshold: number
  decided: number
  right: number
}

/** The steps of all distinct confidences, highest first. Texts out of scope or without an answer are never decided. */
export const listCoverageSteps = (judged: readonly Judged[]): CoverageStep[] => {
  const rows = judged
    .filter(({ predicted, inScope }) => predicted !== null && inScope)
    .sort((one, other) => other.confidence - one.confidence)
  const steps: CoverageStep[] = []
  let right = 0
  rows.forEach((row, place) => {
    if (isRight(row)) right += 1
    if (rows[place + 1]?.confidence !== row.confidence)
      steps.push({ threshold: row.confidence, decided: place + 1, right })
  })
  return steps
}

/** Coverage against precision in at most `most` points, evenly spread over what can be decided. Empty when nothing can. */
export const traceCoverage = (judged: readonly Judged[], most = 100): CoveragePoint[] => {
  const steps = listCoverageSteps(judged)
  const decidable = steps.at(-1)?.decided ?? 0
  const points: CoveragePoint[] = []
  let next = decidable / most
  for (const { threshold, decided, right } of steps) {
    if (decided < next) continue
    points.push({ threshold, coverage: decided / judged.length, precision: right / decided })
    while (next <= decided) next += decidable / most
  }
  return points
}

/**
 * The largest part of all texts that can be decided so that at least `precision` of them are right, as these texts have it: for
 * comparing models. A threshold to work with needs more (`chooseThreshold`).
 */
export const coverageAtPrecision = (judged: readonly Judged[], precision: number): number => {
  const step = listCoverageSteps(judged).findLast(({ decided, right }) => right >= precision * decided)
  return step === undefined ? 0 : step.decided / judged.length
}
