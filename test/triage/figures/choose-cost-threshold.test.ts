import t from 'tap'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import {
  applyCostThreshold,
  breakEven,
  type CostOutcome,
  chooseCostThreshold,
} from '../../../src/triage/figures/choose-cost-threshold.ts'

const costs = { wrong: 10, manual: 2 }

/** `texts` of one confidence, of which `right` are. */
const rows = (confidence: number | null, texts: number, right: number): CostOutcome[] =>
  Array.from({ length: texts }, (_, place) => ({ confidence, isRight: place < right }))

t.test('writing pays where the chance of being wrong costs less than filing by hand', async (t) => {
  t.equal(breakEven(costs), 0.8)
  t.equal(breakEven({ wrong: 10, manual: 0 }), 1)
  t.equal(breakEven({ wrong: 2, manual: 10 }), 0)
  t.equal(breakEven({ wrong: 0, manual: 0 }), 0)
})

t.test('the cheapest of the confidences is chosen that the tickets bear out', async (t) => {
  const given = [...rows(0.95, 100, 99), ...rows(0.8, 100, 90), ...rows(0.6, 100, 50)]
  t.same(chooseCostThreshold(given, costs), {
    threshold: 0.8,
    basis: 'shown',
    texts: 300,
    written: 200,
    right: 189,
  })
  t.match(
    chooseCostThreshold(given, { wrong: 50, manual: 2 }),
    { threshold: 0.96, basis: 'believed', written: 0 },
    'a dear mistake: what is there does not show 96 %',
  )
  t.match(chooseCostThreshold(given, { wrong: 3, manual: 2 }), { threshold: 0.6, basis: 'shown' })
})

t.test('a ticket that costs more than it saves is not written for the sake of the others', async (t) => {
  const given = [...rows(0.95, 200, 200), ...rows(0.55, 20, 8)]
  t.match(chooseCostThreshold(given, costs), { threshold: 0.95, basis: 'shown' })
})

t.test('too few tickets show nothing, and a calibrated confidence is believed', async (t) => {
  t.match(chooseCostThreshold([], costs), { threshold: 0.8, basis: 'believed', texts: 0 })
  t.match(chooseCostThreshold(rows(0.9, 15, 15), costs), { threshold: 0.8, basis: 'believed', written: 15 })
  t.match(chooseCostThreshold(rows(0.9, 25, 25), costs), { threshold: 0.9, basis: 'shown' })
  t.match(chooseCostThreshold(rows(0.6, 10, 2), costs), { threshold: 0.8, basis: 'believed', written: 0 })
})

t.test('where the tickets speak against the confidence nothing is written', async (t) => {
  t.match(chooseCostThreshold(rows(0.9, 40, 28), costs), { threshold: null, written: 0, right: 0 })
  t.match(chooseCostThreshold(rows(0.9, 8, 2), costs), { threshold: null })
  t.match(chooseCostThreshold(rows(0.9, 8, 6), costs), { threshold: 0.8, basis: 'believed' })
})

t.test('it is never below a half, and a rule’s word is passed over', async (t) => {
  const given = [...rows(0.4, 100, 100), ...rows(null, 100, 0), ...rows(0.9, 10, 10)]
  t.match(chooseCostThreshold(given, { wrong: 1, manual: 2 }), {
    threshold: 0.5,
    basis: 'shown',
    texts: 110,
    written: 10,
  })
  t.match(chooseCostThreshold(given, costs), { threshold: 0.8, basis: 'believed', texts: 110 })
  t.match(applyCostThreshold(given, 0.4), { texts: 110, written: 110, right: 110 })
})

t.test('what it calls shown holds', async (t) => {
  const random = createRandom(3)
  let broken = 0
  const draws = 300
  for (let draw = 0; draw < draws; draw += 1) {
    // Whatever the confidence, a hair fewer are right than have to be: everything that is called shown is a mistake.
    const given = Array.from({ length: 80 }, () => ({
      confidence: 0.5 + random() / 2,
      isRight: random() < 0.799,
    }))
    if (chooseCostThreshold(given, costs).basis === 'shown') broken += 1
  }
  t.ok(broken / draws < 0.05, `${broken} of ${draws}`)
})
