import t from 'tap'
import { extrapolateLearning } from '../../../../src/classify/model/evaluate/extrapolate-learning.ts'

const points = (...pairs: [texts: number, accuracy: number][]) =>
  pairs.map(([texts, accuracy]) => ({ texts, accuracy, macroF1: accuracy }))

/** Points of 1 - scale × texts^-exponent - floor. */
const follow = (scale: number, exponent: number, floor: number, ...sizes: number[]) =>
  points(...sizes.map((texts): [number, number] => [texts, 1 - scale * texts ** -exponent - floor]))

t.test('a power law is found again, and looked ahead along', async (t) => {
  const curve = extrapolateLearning(follow(5, 0.5, 0, 250, 500, 1000), { more: 500 })
  t.match(curve, { more: 500, accuracy: { kind: 'rising' } })
  const gain = curve.accuracy.kind === 'rising' ? curve.accuracy.gain : 0
  t.ok(Math.abs(gain - 5 * (1000 ** -0.5 - 1500 ** -0.5)) < 1e-6, `${gain}`)
})

t.test('a floor of errors that no label takes away is seen from four points on', async (t) => {
  const curve = extrapolateLearning(follow(8, 0.7, 0.1, 200, 400, 800, 1600, 3200), { more: 3200 })
  t.match(curve.accuracy, { kind: 'rising' })
  const floor = curve.accuracy.kind === 'rising' ? curve.accuracy.floor : 0
  t.ok(floor > 0.07 && floor < 0.12, `${floor}`)
})

// A linear model on banking77; with all 10,003 rows it came to 91.6 %.
t.test('a real curve is foretold within a point', async (t) => {
  const curve = extrapolateLearning(
    points([200, 0.52], [500, 0.66], [1000, 0.75], [2000, 0.83], [5000, 0.886]),
    { more: 5003 },
  )
  const gain = curve.accuracy.kind === 'rising' ? curve.accuracy.gain : 0
  t.ok(Math.abs(0.886 + gain - 0.916) < 0.015, `${0.886 + gain}`)
  t.equal(curve.more, 5000, 'no further than twice what there is')
})

t.test('nothing is made up where nothing can be said', async (t) => {
  const trendOf = (...pairs: [number, number][]) => extrapolateLearning(points(...pairs)).accuracy
  t.same(trendOf(), { kind: 'unknown', why: 'few-points' })
  t.same(trendOf([100, 0.5], [200, 0.6]), { kind: 'unknown', why: 'few-points' })
  t.same(trendOf([100, 0.5], [100, 0.6], [100, 0.7]), { kind: 'unknown', why: 'few-points' })
  t.same(trendOf([100, 0.5], [110, 0.6], [120, 0.7]), { kind: 'unknown', why: 'narrow' })
  t.same(trendOf([100, 0.5], [200, 0.8], [400, 0.55], [800, 0.82]), { kind: 'unknown', why: 'noisy' })
  t.same(trendOf([100, Number.NaN], [200, 0.6], [400, 0.7]), { kind: 'unknown', why: 'few-points' })
  t.same(trendOf([100, 0.8], [200, 0.8], [400, 0.8]), { kind: 'flat' })
  t.same(trendOf([100, 0.81], [200, 0.805], [400, 0.8]), { kind: 'flat' })
  t.same(trendOf([100, 1], [200, 1], [400, 1]), { kind: 'flat' })
})

t.test('a gain never leads past all right', async (t) => {
  for (const accuracies of [
    [0.5, 0.9, 0.99],
    [0.2, 0.6, 0.98],
    [0.1, 0.5, 1],
  ]) {
    const [a = 0, b = 0, c = 0] = accuracies
    const { accuracy } = extrapolateLearning(points([100, a], [200, b], [400, c]))
    if (accuracy.kind === 'rising') t.ok(c + accuracy.gain <= 1, `${c} + ${accuracy.gain}`)
    else t.ok(['flat', 'unknown'].includes(accuracy.kind))
  }
})
