import { measureReliability } from '../../classify/model/evaluate/measure-reliability.ts'
import type { JudgedPrediction } from '../figures/judged-prediction.ts'
import type { DriftFigure } from '../triage.ts'
import { type Distribution, measureStability, textsOf } from './stability-index.ts'

/** What came in, in shares: how sure the model was, who decided, and in which languages. Null: it is not known. */
export interface Inputs {
  confidence: Distribution | null
  decider: Distribution | null
  language: Distribution | null
}

export interface DriftFacts {
  /** What is usual for the model in use, and the last days. */
  inputs: { expected: Inputs; actual: Inputs }
  /** What it was trained on, and what tickets were left as in the last days; `expected` null: it is not known. */
  labels: { expected: Distribution | null; actual: Distribution }
  /** Its predictions of the last days that can be judged. */
  judged: readonly Pick<JudgedPrediction, 'category' | 'confidence' | 'truth'>[]
}

/** Above this a population counts as another one, as scorecards have it (Siddiqi, Credit Risk Scorecards, 2006). */
const stabilityLimit = 0.25
/**
 * Models that were never calibrated are off by .04 to .16 (Guo et al., On Calibration of Modern Neural Networks, 2017); ours are fitted, and
 * come out at .02 to .05.
 */
const calibrationLimit = 0.1
/** Of fewer nothing is shown. */
const fewest = 200
/** With more, 200 texts of an honest model seem off by .1 by chance alone; with these by .05. */
const bins = 5

/** How far the last days are from what the model in use was trained on; a figure that too few texts tell is left out. Pure. */
export const measureDrift = ({ inputs, labels, judged }: DriftFacts): DriftFigure[] => {
  const kinds = ['confidence', 'decider', 'language'] as const
  const compared = kinds.flatMap((kind) =>
    compare('inputs', inputs.expected[kind], inputs.actual[kind] ?? new Map()),
  )
  const worst = compared
    .toSorted((one, other) => other.value / other.limit - one.value / one.limit)
    .slice(0, 1)
  return [...worst, ...compare('labels', labels.expected, labels.actual), ...measureCalibration(judged)]
}

const compare = (
  kind: DriftFigure['kind'],
  expected: Distribution | null,
  actual: Distribution,
): DriftFigure[] => {
  const texts = textsOf(actual)
  if (expected === null || texts < fewest || textsOf(expected) < fewest) return []
  const { value, limit } = measureStability(expected, actual, stabilityLimit)
  return [{ kind, value, limit, isOver: value > limit, texts }]
}

const measureCalibration = (judged: DriftFacts['judged']): DriftFigure[] => {
  const rows = judged.flatMap(({ category, confidence, truth }, row) =>
    category === null || confidence === null || truth === null
      ? []
      : [
          {
            row,
            label: truth,
            predicted: category,
            confidence,
            inScope: true,
            runnerUp: null,
            language: null,
          },
        ],
  )
  if (rows.length < fewest) return []
  const { ece } = measureReliability(rows, bins)
  return [
    {
      kind: 'calibration',
      value: ece,
      limit: calibrationLimit,
      isOver: ece > calibrationLimit,
      texts: rows.length,
    },
  ]
}
