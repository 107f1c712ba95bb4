import t from 'tap'
import type { CostOutcome } from '../../../src/triage/figures/choose-cost-threshold.ts'
import { decideThreshold, type ThresholdEvidence } from '../../../src/triage/figures/decide-threshold.ts'

const rows = (confidence: number, texts: number, right: number): CostOutcome[] =>
  Array.from({ length: texts }, (_, place) => ({ confidence, isRight: place < right }))

const decide = (change: Partial<ThresholdEvidence>) =>
  decideThreshold({
    configured: undefined,
    shadow: [],
    training: [],
    costs: { wrong: 10, manual: 2 },
    ...change,
  })

const good = [...rows(0.95, 60, 59), ...rows(0.7, 60, 57)]
const bad = rows(0.9, 60, 30)

t.test('what is configured goes before all that was measured', async (t) => {
  t.same(decide({ configured: 0.6, shadow: bad, training: good }), {
    threshold: 0.6,
    basis: 'configured',
    texts: 60,
    expected_coverage: 1,
    expected_precision: 0.5,
  })
  t.match(decide({ configured: 0.99 }), {
    threshold: 0.99,
    texts: 0,
    expected_coverage: null,
    expected_precision: null,
  })
})

t.test('what agents did goes before what the training held out', async (t) => {
  t.same(decide({ shadow: good, training: bad }), {
    threshold: 0.7,
    basis: 'shadow',
    texts: 120,
    expected_coverage: 1,
    expected_precision: 116 / 120,
  })
  t.match(decide({ shadow: bad, training: good }), { threshold: null, basis: 'shadow', expected_coverage: 0 })
})

t.test('with few tickets of agents the training decides', async (t) => {
  // Of 49, 39 are a little too few, which may be chance.
  for (const right of [39, 49])
    t.match(decide({ shadow: rows(0.9, 49, right), training: good }), {
      threshold: 0.7,
      basis: 'training',
      texts: 120,
    })
  t.match(decide({ training: bad }), { threshold: null, basis: 'training' })
})

t.test('a few tickets of agents are enough to speak against writing', async (t) => {
  const never = { threshold: null, basis: 'shadow' }
  t.match(decide({ shadow: rows(0.95, 49, 0), training: good }), { ...never, texts: 49 })
  t.match(decide({ shadow: rows(0.95, 2, 0), training: good }), never, 'by chance in 4 %')
  t.match(decide({ shadow: rows(0.95, 1, 0), training: good }), { threshold: 0.7, basis: 'training' })
  t.match(decide({ shadow: rows(0.95, 2, 0) }), never, 'and nothing was trained')
  const early = [...rows(0.72, 10, 0), ...rows(0.95, 10, 10)]
  t.match(decide({ shadow: early, training: good }), { threshold: 0.8, basis: 'training' })
  t.match(decide({ shadow: rows(0.95, 2, 0), costs: { wrong: 1, manual: 2 } }), { threshold: 0.5 })
})

t.test(
  'where agents show nothing either way the training’s stands, and never below what can be believed',
  async (t) => {
    const unsure = rows(0.85, 50, 42)
    t.match(decide({ shadow: unsure, training: good }), {
      threshold: 0.8,
      basis: 'training',
      texts: 120,
      expected_coverage: 0.5,
    })
    t.match(decide({ shadow: unsure }), {
      threshold: 0.8,
      basis: 'assumed',
      texts: 50,
      expected_precision: 0.84,
    })
    t.match(decide({ shadow: unsure, training: bad }), { threshold: null, basis: 'training' })
  },
)

t.test('where nothing was measured the confidence is believed', async (t) => {
  t.match(decide({}), { threshold: 0.8, basis: 'assumed', texts: 0, expected_coverage: null })
  t.match(decide({ costs: { wrong: 1, manual: 2 } }), { threshold: 0.5, basis: 'assumed' })
})
