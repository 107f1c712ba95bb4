import t from 'tap'
import { findLabelErrors } from '../../../../src/classify/model/evaluate/find-label-errors.ts'
import { judgedRow, times } from './judged-rows.ts'

t.test('likely label errors are disagreements as sure as the class usually is, surest first', async (t) => {
  const judged = [
    ...times(10, judgedRow('billing', 'billing', 0.8)),
    ...times(10, judgedRow('access', 'access', 0.6)),
    judgedRow('access', 'billing', 0.79, { row: 1 }),
    judgedRow('access', 'billing', 0.85, { row: 2 }),
    judgedRow('billing', 'access', 0.65, { row: 3 }),
    judgedRow(null, 'billing', 0.95, { row: 4 }),
    judgedRow('access', 'billing', 0.99, { row: 5, inScope: false }),
    judgedRow('access', 'never right', 0.99, { row: 6 }),
    judgedRow('access', null, 0, { row: 7 }),
  ]
  t.same(findLabelErrors(judged), [
    { row: 4, label: null, predicted: 'billing', confidence: 0.95 },
    { row: 2, label: 'access', predicted: 'billing', confidence: 0.85 },
    { row: 3, label: 'billing', predicted: 'access', confidence: 0.65 },
  ])
  t.equal(findLabelErrors(judged, { most: 1 }).length, 1)
  t.same(findLabelErrors([]), [])
})

t.test('a class that is never sure has no label errors', async (t) => {
  t.same(findLabelErrors([...times(5, judgedRow('a', 'a', 0.3)), judgedRow('b', 'a', 0.45)]), [])
})
