import { evaluate } from '../model/evaluate/evaluate.ts'
import { extrapolateLearning, type LearningPoint } from '../model/evaluate/extrapolate-learning.ts'
import { findLabelErrors } from '../model/evaluate/find-label-errors.ts'
import { findMergeablePairs } from '../model/evaluate/find-mergeable-pairs.ts'
import type { Judged } from '../model/judged.ts'
import { findWarnings } from './find-warnings.ts'
import type { DroppedTexts, TargetReport } from './report.ts'

export interface JudgedTarget {
  target: string
  /** The model's classes, in its order. */
  labels: readonly string[]
  /** What it said of texts that it had not seen. */
  judged: readonly Judged[]
  /** Where the text of a row stands, e.g. `freshdesk:4711`, `line 12`. */
  referenceOf: (row: number) => string
  /** How much of what is decided has to be right; absent: 0.9. */
  precision?: number
  /** From which confidence on it decides; absent: chosen by `judged`. */
  threshold?: number
  /** Trainings with fewer texts; absent: the learning curve was not looked into. */
  points?: readonly LearningPoint[]
  dropped?: readonly DroppedTexts[]
  settings?: TargetReport['settings']
  /** That the training took; absent: there was none. */
  seconds?: number
}

/** Everything that a report says of one target. Pure. */
export const composeTargetReport = ({
  target,
  labels,
  judged,
  referenceOf,
  precision,
  threshold,
  points,
  dropped = [],
  settings = {},
  seconds,
}: JudgedTarget): TargetReport => {
  const evaluation = evaluate(judged, {
    labels,
    ...(precision === undefined ? {} : { precision }),
    ...(threshold === undefined ? {} : { threshold }),
  })
  const languages = countLanguages(judged)
  return {
    target,
    texts: judged.length,
    languages,
    dropped: [...dropped],
    evaluation,
    labelErrors: findLabelErrors(judged).map(({ row, ...error }) => ({
      reference: referenceOf(row),
      ...error,
    })),
    mergeable: findMergeablePairs(evaluation),
    learning: points === undefined ? null : extrapolateLearning(points),
    settings,
    seconds: seconds ?? null,
    warnings: findWarnings(evaluation, languages),
  }
}

/** Most frequent first. */
const countLanguages = (judged: readonly Judged[]): Record<string, number> => {
  const counts = new Map<string, number>()
  for (const { language } of judged) counts.set(language ?? 'und', (counts.get(language ?? 'und') ?? 0) + 1)
  return Object.fromEntries([...counts].sort((one, other) => other[1] - one[1]))
}
