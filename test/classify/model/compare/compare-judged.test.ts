import t from 'tap'
import { compareJudged } from '../../../../src/classify/model/compare/compare-judged.ts'
import type { Judged } from '../../../../src/classify/model/judged.ts'

const judge = (label: string | null, predicted: string | null, row = 0): Judged => ({
  row,
  label,
  predicted,
  confidence: 0.9,
  inScope: true,
  runnerUp: null,
  language: null,
})

/** Texts of two classes in turn; `wrong` says which a model gets wrong. */
const modelOf = (texts: number, wrong: (row: number) => boolean): Judged[] =>
  Array.from({ length: texts }, (_, row) => {
    const [right, other] = row % 2 === 0 ? ['a', 'b'] : ['b', 'a']
    return judge(right ?? '', (wrong(row) ? other : right) ?? '', row)
  })

t.test('two models that say the same are the same', async (t) => {
  const model = modelOf(40, (row) => row % 5 === 0)
  t.same(compareJudged(model, model), {
    texts: 40,
    onlyFirst: 0,
    onlySecond: 0,
    accuracy: 0,
    chance: 1,
    macroF1: 0,
    macroF1Interval: { from: 0, to: 0 },
  })
})

t.test('counts what only one has right, and how likely chance would part them so', async (t) => {
  const first = modelOf(100, (row) => row < 20)
  const second = modelOf(100, (row) => row >= 18 && row < 22)
  const comparison = compareJudged(first, second)
  t.match(comparison, { texts: 100, onlyFirst: 2, onlySecond: 18 })
  t.ok(Math.abs(comparison.accuracy - 0.16) < 1e-9)
  // 2 × P(X ≥ 18), X ~ binomial(20, ½): (190 + 20 + 1) / 2^20 × 2.
  t.ok(Math.abs(comparison.chance - (2 * 211) / 2 ** 20) < 1e-12)
  t.ok(comparison.macroF1Interval.from > 0.05 && comparison.macroF1Interval.to < 0.27)
  t.ok(
    comparison.macroF1Interval.from < comparison.macroF1 &&
      comparison.macroF1 < comparison.macroF1Interval.to,
  )
  const turned = compareJudged(second, first)
  t.equal(turned.chance, comparison.chance)
  t.ok(turned.macroF1Interval.to < 0)
})

t.test('a few texts prove nothing', async (t) => {
  const comparison = compareJudged(
    modelOf(10, (row) => row < 3),
    modelOf(10, () => false),
  )
  t.ok(Math.abs(comparison.chance - 0.25) < 1e-9)
})

t.test('an answer that is none is wrong, and a text without a class is left out', async (t) => {
  const first = [judge('a', null), judge(null, 'a'), judge('b', 'b')]
  const second = [judge('a', 'a'), judge(null, null), judge('b', 'b')]
  t.match(compareJudged(first, second), { texts: 2, onlyFirst: 0, onlySecond: 1, accuracy: 0.5 })
  t.match(compareJudged([], []), { texts: 0, chance: 1, macroF1Interval: { from: 0, to: 0 } })
})

t.test('texts that are not the same are not compared', async (t) => {
  t.throws(() => compareJudged([judge('a', 'a')], []), RangeError)
  t.throws(() => compareJudged([judge('a', 'a')], [judge('b', 'a')]), RangeError)
})
