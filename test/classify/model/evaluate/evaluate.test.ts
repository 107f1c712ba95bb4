import t, { type Test } from 'tap'
import { evaluate } from '../../../../src/classify/model/evaluate/evaluate.ts'
import { measureRanking } from '../../../../src/classify/model/evaluate/measure-ranking.ts'
import { measureReliability } from '../../../../src/classify/model/evaluate/measure-reliability.ts'
import { coverageAtPrecision, traceCoverage } from '../../../../src/classify/model/evaluate/trace-coverage.ts'
import type { Judged } from '../../../../src/classify/model/judged.ts'
import { judgedRow, times } from './judged-rows.ts'

const near = (t: Test, found: number | null, wanted: number, name: string) =>
  t.ok(found !== null && Math.abs(found - wanted) < 1e-9, `${name}: ${found} is ${wanted}`)

const rows: Judged[] = [
  judgedRow('a', 'a', 0.95, { language: 'es' }),
  judgedRow('a', 'a', 0.9, { language: 'es' }),
  judgedRow('a', 'b', 0.3, { language: 'es' }),
  judgedRow('b', 'b', 0.8, { language: 'en' }),
  judgedRow('b', 'b', 0.7, { language: 'en' }),
  judgedRow('b', 'd', 0.6),
  judgedRow('c', 'c', 0.55, { language: 'en' }),
  judgedRow('c', 'a', 0.85, { language: 'en' }),
  judgedRow('a', 'a', 0.65, { language: 'es' }),
  judgedRow('b', 'a', 0.4, { language: 'en' }),
]

t.test('figures are what their definitions give by hand', async (t) => {
  const evaluation = evaluate(rows, { labels: ['a', 'b', 'c', 'unused'] })
  t.equal(evaluation.texts, 10)
  near(t, evaluation.accuracy, 6 / 10, 'accuracy')
  // An answer that no text has counts among the classes, as in scikit-learn; a label that nothing has does not.
  near(t, evaluation.macroF1, (6 / 9 + 4 / 7 + 2 / 3 + 0) / 4, 'macro-F1')
  near(t, evaluation.weightedF1, (4 * (6 / 9) + 4 * (4 / 7) + 2 * (2 / 3)) / 10, 'weighted F1')
  near(t, evaluation.auroc, 19 / 24, 'AUROC')
  near(t, evaluation.reliability.brier, 0.18, 'Brier score')
  t.same(evaluation.majority, { label: 'a', accuracy: 0.4 })
  t.same(
    evaluation.classes.map(({ label }) => label),
    ['a', 'b', 'c', 'unused', 'd'],
  )
  t.same(evaluation.classes[0], {
    label: 'a',
    support: 4,
    predicted: 5,
    right: 3,
    precision: 3 / 5,
    recall: 3 / 4,
    f1: 6 / 9,
  })
  t.match(evaluation.classes[3], { support: 0, predicted: 0, precision: null, recall: null, f1: 0 })
})

t.test('languages are judged apart, the most frequent first', async (t) => {
  const { languages } = evaluate(rows, { labels: ['a', 'b', 'c'] })
  t.same(
    languages.map(({ language, support, accuracy }) => [language, support, accuracy]),
    [
      ['en', 5, 0.6],
      ['es', 4, 0.75],
      ['und', 1, 0],
    ],
  )
  near(t, languages[1]?.macroF1 ?? null, (6 / 7 + 0) / 2, 'only classes that occur in it')
})

t.test('confusions are listed by size, and tabulated while they can be read', async (t) => {
  const judged = [...rows, judgedRow('b', 'a', 0.4), judgedRow('c', null, 0)]
  const evaluation = evaluate(judged, { labels: ['a', 'b', 'c'] })
  t.same(evaluation.confusions, [
    { label: 'b', predicted: 'a', texts: 2 },
    { label: 'a', predicted: 'b', texts: 1 },
    { label: 'b', predicted: 'd', texts: 1 },
    { label: 'c', predicted: null, texts: 1 },
    { label: 'c', predicted: 'a', texts: 1 },
  ])
  t.same(evaluation.matrix, [
    [3, 1, 0, 0],
    [2, 2, 0, 1],
    [1, 0, 1, 0],
    [0, 0, 0, 0],
  ])
  const many = Array.from({ length: 31 }, (_, place) => `class ${place}`)
  t.equal(evaluate(rows.slice(0, 1), { labels: many }).matrix, null)
})

t.test('a text of which the model knows nothing is wrong, and says nothing of confidence', async (t) => {
  const evaluation = evaluate([judgedRow('a', 'a', 1), judgedRow('a', null, 0.99)], { labels: ['a', 'b'] })
  t.equal(evaluation.accuracy, 0.5)
  t.equal(evaluation.reliability.ece, 0)
  t.equal(evaluation.auroc, null, 'there is nothing to compare')
  t.same(evaluation.coverage, [{ threshold: 1, coverage: 0.5, precision: 1 }])
})

t.test('texts of no class count for what is decided, and nowhere else', async (t) => {
  const judged = [
    ...times(3, judgedRow('a', 'a', 0.9)),
    judgedRow(null, 'a', 0.95),
    judgedRow(null, 'a', 0.6),
    judgedRow(null, 'a', 0.99, { inScope: false }),
    judgedRow(null, null, 0),
  ]
  const evaluation = evaluate(judged, { labels: ['a', 'b'], threshold: 0.8 })
  t.equal(evaluation.texts, 3)
  t.equal(evaluation.accuracy, 1)
  t.same(evaluation.strangers, { texts: 4, abstained: 3 })
  t.match(evaluation.decision, { texts: 7, decided: 4, right: 3, precision: 0.75, basis: 'given' })
})

t.test('without texts there are figures all the same', async (t) => {
  const evaluation = evaluate([], { labels: ['a', 'b'] })
  t.match(evaluation, { texts: 0, accuracy: 0, macroF1: 0, majority: null, languages: [], coverage: [] })
  t.match(evaluation.decision, { threshold: 0.9, basis: 'assumed', coverage: 0, precision: null })
})

t.test('reliability is the distance of bins from what came out', async (t) => {
  const judged = [
    ...times(8, judgedRow('a', 'a', 0.9)),
    ...times(2, judgedRow('a', 'b', 0.9)),
    ...times(5, judgedRow('a', 'a', 0.4)),
    ...times(5, judgedRow('a', 'b', 0.4)),
    judgedRow('a', 'a', 0),
  ]
  const { bins, ece } = measureReliability(judged, 10)
  near(t, ece, (10 * 0.1 + 10 * 0.1 + 1) / 21, 'ECE')
  t.equal(bins.length, 10)
  t.match(bins[3], { texts: 10, right: 5 })
  near(t, bins[3]?.confidence ?? null, 0.4, 'mean of the bin')
  t.match(bins[0], { texts: 1 }, 'what is sure of nothing is in the first bin')
  t.match(bins[5], { texts: 0, confidence: null })
})

t.test('ties count half in a ranking', async (t) => {
  t.equal(measureRanking([0.5], [0.5]), 0.5)
  t.equal(measureRanking([0.9, 0.5], [0.5, 0.1]), 3.5 / 4)
  t.equal(measureRanking([], [1]), null)
})

t.test('coverage is traced from the most confident on, equal confidences at once', async (t) => {
  const judged = [
    judgedRow('a', 'a', 0.9),
    judgedRow('a', 'b', 0.8),
    judgedRow('a', 'a', 0.8),
    judgedRow('a', 'a', 0.7, { inScope: false }),
  ]
  t.same(traceCoverage(judged), [
    { threshold: 0.9, coverage: 0.25, precision: 1 },
    { threshold: 0.8, coverage: 0.75, precision: 2 / 3 },
  ])
  const many = Array.from({ length: 1000 }, (_, place) => judgedRow('a', 'a', place / 1000))
  t.equal(traceCoverage(many, 20).length, 20)
  t.equal(traceCoverage(many, 20).at(-1)?.coverage, 1)
  t.equal(coverageAtPrecision(judged, 0.6), 0.75)
  t.equal(coverageAtPrecision(judged, 0.9), 0.25)
  t.equal(coverageAtPrecision([judgedRow('a', 'b')], 0.9), 0)
})
