// The figures on the right are scikit-learn 1.2.1's for the same: accuracy_score, f1_score(average='macro'), precision_recall_curve,
// roc_curve; the calibration error is numpy's, by fifteen bins of equal width that have their upper ends.
import t from 'tap'
import {
  accuracyOf,
  calibrationErrorOf,
  coverageAt,
  macroF1Of,
  outsideRecallAt,
} from '../../bench/classify/metrics.ts'

/** Right label, answered label, confidence in percent; `d` is answered and never right. */
const drawn =
  `ac47 cb71 cc73 aa96 bb37 cc49 bc67 cd42 cd35 aa23 cc92 ad28 bd16 bb90 cc71 aa83 aa28 ca85 bb34 cc90
  cc43 ba12 bd38 cd88 aa24 aa01 cb54 aa29 cb69 bc31 cb38 aa64 cc56 aa94 ab43 cc94 aa26 bd34 aa31 bb59`
    .trim()
    .split(/\s+/)
const labels = drawn.map((each) => each.charAt(0))
const answers = drawn.map((each) => ({
  label: each.charAt(1),
  confidence: Number(each.slice(2)) / 100,
  scope: 0,
}))

t.test("accuracy, macro-F1 and the calibration error are scikit-learn's", async (t) => {
  t.equal(accuracyOf(labels, answers), 0.575)
  t.ok(Math.abs(macroF1Of(labels, answers) - 0.4571150097465887) < 1e-12)
  t.ok(Math.abs(calibrationErrorOf(labels, answers) - 0.22925) < 1e-12)
})

t.test('no answer is a wrong one, and no class', async (t) => {
  const silent = [
    { label: 'a', confidence: 1, scope: 0 },
    { label: null, confidence: 0, scope: 0 },
  ]
  t.equal(accuracyOf(['a', 'a'], silent), 0.5)
  t.ok(Math.abs(macroF1Of(['a', 'a'], silent) - 2 / 3) < 1e-12)
  t.equal(calibrationErrorOf(['a', 'a'], silent), 0)
})

t.test('coverage is the most that can be had at a precision, and never part of a tie', async (t) => {
  t.equal(coverageAt(0.8, labels, answers), 0.25)
  t.equal(coverageAt(0.5, labels, answers), 1)
  const tied = ['a', 'b'].map((label) => ({ label, confidence: 0.5, scope: 0 }))
  t.equal(coverageAt(0.95, ['a', 'a'], tied), 0)
  t.equal(coverageAt(0.5, ['a', 'a'], tied), 1)
})

t.test('what is out of scope is found below the score that most texts of a class reach', async (t) => {
  const inside = [
    0.4, 0.33, -0.35, 2.78, 0.37, 0.49, -0.33, 1.09, 1.2, 0.94, 0.04, 2.03, 0.59, 2.29, 1.28, 1.57, 1.1,
    -0.92, 0.84, 2.75, 2.45, 2.12, 2.49, 0.73, 1.8, 1.87, 0.55, 0.35, 0.29, 2.33, 0.73, 0.64, -0.97, -0.44,
    0.68, 0.36, 1.93, -1.37, 2.44, 1.79,
  ]
  const outside = [
    -0.24, 0.77, -0.73, 1.24, 1.96, 0.03, -1.26, 1.25, -2.28, -1.4, -1.51, 1.08, 0.69, 0.21, -1.38, -1.06,
    -2.43, -0.72, -1.88, -0.19, -0.83, 0.75, 0.51, -0.27, -0.15, 0.58, 0.19, -1.71, -1.78, -0.58,
  ]
  t.ok(Math.abs(outsideRecallAt(0.9, inside, outside) - 14 / 30) < 1e-12)
  t.equal(outsideRecallAt(0.95, [1, 1, 1], [1, 1]), 0)
})
