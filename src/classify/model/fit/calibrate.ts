import type { Learner } from '../example.ts'
import { type Confidence, fitConfidence, readStanding } from '../learn/confidence.ts'
import { anyScope, fitScope, type Likeness, type Scope } from '../learn/scope.ts'
import type { UnseenScores } from './create-fitter.ts'

/** What a model's scores are worth. */
export interface Calibration {
  confidence: Confidence
  scope: Scope
}

/** By scores of texts that were held out. Texts of which nothing is known are left out: a model says nothing of them. */
export const calibrate = (
  { scores, known, familiar }: UnseenScores,
  targets: Int32Array,
  { classes, learner }: { classes: number; learner: Learner },
): Calibration => {
  const rows = [...targets.keys()].filter((row) => known[row] === 1)
  const inScope = rows.filter((row) => targets[row] !== -1)
  if (inScope.length === 0) return guess(learner)
  const own = new Float32Array(rows.length * classes)
  rows.forEach((row, at) => {
    own.set(scores.subarray(row * classes, (row + 1) * classes), at * classes)
  })
  const confidence = fitConfidence(
    own,
    Int32Array.from(rows, (row) => targets[row] as number),
    classes,
  )
  const likenessOf = (row: number): Likeness => ({
    margin: readStanding(scores, row * classes, classes, confidence.temperature).margin,
    familiar: familiar[row] as number,
  })
  const outOfScope = rows.filter((row) => targets[row] === -1)
  const scope = fitScope(inScope.map(likenessOf), outOfScope.map(likenessOf))
  return { confidence, scope }
}

/** Without held-out texts: the plain probability of usual scores, and everything in scope. */
export const guess = (learner: Learner): Calibration => ({
  confidence: { temperature: learner === 'svm' ? 0.3 : 1, weights: Float64Array.of(0, 0, 1, 0) },
  scope: anyScope,
})
