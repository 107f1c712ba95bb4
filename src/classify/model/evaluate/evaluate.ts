import type { Judged } from '../judged.ts'
import { applyThreshold, chooseThreshold } from './choose-threshold.ts'
import { compareLanguages } from './compare-languages.ts'
import { countClasses, macroF1Of, weightedF1Of } from './count-classes.ts'
import { countConfusions, tabulateConfusions } from './count-confusions.ts'
import type { Evaluation } from './evaluation.ts'
import { isDecided } from './is-decided.ts'
import { isRight } from './is-right.ts'
import { measureRanking } from './measure-ranking.ts'
import { measureReliability } from './measure-reliability.ts'
import { traceCoverage } from './trace-coverage.ts'

export interface EvaluateOptions {
  /** The model's, in its order. */
  labels: readonly string[]
  /** How much of what is decided has to be right; absent: 0.9. */
  precision?: number
  /** From which confidence on it decides; absent: chosen by these texts. */
  threshold?: number
}

const mostConfusions = 2000
const largestMatrix = 30

/** All figures of a model from texts that it had not seen. Pure; without texts all of them are 0 or empty. */
export const evaluate = (
  judged: readonly Judged[],
  { labels, precision = 0.9, threshold }: EvaluateOptions,
): Evaluation => {
  const known = judged.filter(({ label }) => label !== null)
  const strangers = judged.filter(({ label }) => label === null)
  const answered = known.filter(({ predicted }) => predicted !== null)
  const classes = countClasses(known, labels)
  const confusions = countConfusions(known, Number.POSITIVE_INFINITY)
  const decision =
    threshold === undefined
      ? chooseThreshold(judged, { precision })
      : applyThreshold(judged, { threshold, precision })
  const largest = classes.reduce<(typeof classes)[number] | undefined>(
    (most, each) => (each.support > (most?.support ?? 0) ? each : most),
    undefined,
  )
  return {
    texts: known.length,
    accuracy: known.length === 0 ? 0 : known.filter(isRight).length / known.length,
    macroF1: macroF1Of(classes),
    weightedF1: weightedF1Of(classes),
    majority:
      largest === undefined ? null : { label: largest.label, accuracy: largest.support / known.length },
    classes,
    languages: compareLanguages(known),
    confusions: confusions.slice(0, mostConfusions),
    matrix: classes.length > largestMatrix ? null : tabulateConfusions(classes, confusions),
    reliability: measureReliability(known),
    coverage: traceCoverage(judged),
    decision,
    auroc: measureRanking(
      answered.filter(isRight).map(({ confidence }) => confidence),
      answered.filter((row) => !isRight(row)).map(({ confidence }) => confidence),
    ),
    strangers: {
      texts: strangers.length,
      abstained: strangers.filter((row) => !isDecided(row, decision.threshold)).length,
    },
  }
}
