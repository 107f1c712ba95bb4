import t from 'tap'
import { binomialTail } from '../../../../src/classify/model/evaluate/binomial-tail.ts'
import { chooseThreshold } from '../../../../src/classify/model/evaluate/choose-threshold.ts'
import { judgedRow, times } from './judged-rows.ts'

t.test('the binomial tail is exact, for few and for very many', async (t) => {
  const near = (found: number, wanted: number) =>
    t.ok(Math.abs(found - wanted) < 1e-9, `${found} is ${wanted}`)
  near(binomialTail(3, 2, 0.5), 0.5)
  near(binomialTail(2, 2, 0.9), 0.81)
  near(binomialTail(5, 0, 0.1), 1)
  near(binomialTail(5, 6, 0.1), 0)
  near(binomialTail(4, 1, 0.1), 1 - 0.9 ** 4)
  t.ok(
    binomialTail(100_000, 90_000, 0.9) > 0.49,
    'the mean of a hundred thousand is reached half of the time',
  )
  t.ok(binomialTail(100_000, 91_000, 0.9) < 1e-9)
})

t.test('the threshold is the smallest that held-out texts bear out', async (t) => {
  const judged = [
    ...times(200, judgedRow('a', 'a', 0.95)),
    ...times(95, judgedRow('a', 'a', 0.8)),
    ...times(5, judgedRow('a', 'b', 0.8)),
    ...times(50, judgedRow('a', 'a', 0.6)),
    ...times(50, judgedRow('a', 'b', 0.6)),
  ]
  const decision = chooseThreshold(judged, { precision: 0.95 })
  t.match(decision, { threshold: 0.8, basis: 'shown', decided: 300, right: 295, texts: 400, coverage: 0.75 })
  t.equal(chooseThreshold(judged, { precision: 0.99 }).threshold, 0.99, 'nothing shows 99 of 100')
})

t.test('few texts, however right, show nothing', async (t) => {
  t.match(chooseThreshold(times(28, judgedRow('a', 'a', 0.7)), { precision: 0.9 }), {
    basis: 'assumed',
    threshold: 0.9,
    decided: 0,
    precision: null,
  })
  t.match(chooseThreshold(times(29, judgedRow('a', 'a', 0.7)), { precision: 0.9 }), {
    basis: 'shown',
    threshold: 0.7,
  })
})

t.test('what is more likely wrong than right is never decided', async (t) => {
  const judged = [...times(1000, judgedRow('a', 'a', 0.99)), ...times(50, judgedRow('a', 'a', 0.3))]
  t.match(chooseThreshold(judged, { precision: 0.9 }), { threshold: 0.99, decided: 1000 })
})

t.test('a confidence that held-out texts refute is not believed', async (t) => {
  const judged = [...times(50, judgedRow('a', 'b', 0.97)), ...times(50, judgedRow('a', 'a', 0.93))]
  const decision = chooseThreshold(judged, { precision: 0.9 })
  t.match(decision, { basis: 'assumed', threshold: 1, decided: 0 })
})

t.test('what is out of scope or of no class is a mistake or left alone', async (t) => {
  const judged = [
    ...times(100, judgedRow('a', 'a', 0.9)),
    ...times(100, judgedRow('a', 'b', 0.95, { inScope: false })),
    ...times(100, judgedRow(null, 'a', 0.6)),
  ]
  t.match(chooseThreshold(judged, { precision: 0.9 }), { threshold: 0.9, basis: 'shown', decided: 100 })
})
