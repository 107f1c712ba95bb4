import t from 'tap'
import { type TriageThreshold, triageReportSchema } from '../../../schemas/triage-report.ts'
import { wilsonInterval } from '../../../src/classify/model/evaluate/wilson-interval.ts'
import { composeTriageReport } from '../../../src/triage/figures/compose-triage-report.ts'
import type { TriageReportFacts } from '../../../src/triage/figures/triage-report-facts.ts'
import { judgedPrediction, judgedPredictions, noValues } from './judged-prediction.ts'

const at = (threshold: number | null, change: Partial<TriageThreshold> = {}): TriageThreshold => ({
  threshold,
  basis: 'shadow',
  texts: 50,
  expected_coverage: 0.5,
  expected_precision: 0.9,
  ...change,
})

const compose = (change: Partial<TriageReportFacts> = {}) =>
  composeTriageReport({
    kind: 'shadow',
    helpdesk: 'main',
    at: Date.parse('2026-11-21T10:00:00Z'),
    predictions: [],
    leftOut: 0,
    thresholds: new Map([
      ['billing', at(0.8)],
      ['access', at(0.9)],
    ]),
    modes: new Map([
      ['billing', 'apply'],
      ['access', 'observe'],
    ]),
    costs: { wrong: 10, manual: 2 },
    isRuleSure: true,
    ...change,
  })

const share = (hits: number, of: number) => {
  const [low, high] = wilsonInterval(of, hits)
  return { share: hits / of, low, high, of }
}

t.test('each category has its figures at its threshold', async (t) => {
  const report = compose({
    predictions: [
      ...judgedPredictions(60, 57, { confidence: 0.85, wrong: 'access' }),
      ...judgedPredictions(20, 8, { confidence: 0.6, wrong: 'access' }),
      ...judgedPredictions(30, 30, { category: 'access', confidence: 0.85 }),
      judgedPrediction({ category: null, confidence: null, decidedBy: 'none', truth: 'access' }),
      judgedPrediction({ truth: null, at: 0 }),
    ],
    leftOut: 7,
  })
  t.ok(triageReportSchema.safeParse(report).success, 'it is what the API says')
  t.same(report.tickets, { seen: 119, judged: 110, untold: 1, unsaid: 1, left_out: 7 })
  t.match(report.overall, {
    accuracy: share(95, 111),
    written: 60,
    written_precision: share(57, 60),
    coverage: share(60, 111),
    wrong_routes: 3,
    minutes_saved: 60 * 2 - 3 * 10,
  })
  t.match(report.categories, [
    {
      category: 'billing',
      mode: 'apply',
      predicted: 80,
      actual: 65,
      precision: share(65, 80),
      recall: share(65, 65),
      threshold: { threshold: 0.8 },
      written: 60,
      written_precision: share(57, 60),
      coverage: share(60, 80),
      wrong_routes: 3,
      minutes_saved: 90,
    },
    {
      category: 'access',
      mode: 'observe',
      predicted: 30,
      actual: 46,
      recall: share(30, 46),
      written: 0,
      written_precision: { share: null, low: 0, high: 1, of: 0 },
    },
  ])
  t.same(report.labels, ['billing', 'access'])
  t.same(report.confusions, [
    [65, 0],
    [15, 30],
  ])
  t.equal(report.from, '2026-11-01T00:00:00.000Z', 'of those that were judged')
  t.same(report.models, ['20261101-000000'])
  const bins = report.reliability.filter(({ texts }) => texts > 0)
  t.same(
    bins.map(({ texts, right }) => [texts, right]),
    [
      [20, 8],
      [90, 87],
    ],
  )
})

t.test(
  'a rule is written where its words are the company’s own, and has no part in calibration',
  async (t) => {
    const predictions = [
      ...judgedPredictions(30, 29, { confidence: null, decidedBy: 'rule' }),
      ...judgedPredictions(10, 10, { confidence: null, decidedBy: 'llm' }),
      ...judgedPredictions(10, 0, { confidence: 0.99, inScope: false }),
    ]
    const own = compose({ predictions })
    t.match(own.overall, { written: 30, wrong_routes: 1 })
    const brought = compose({ predictions, isRuleSure: false })
    t.match(brought.overall, { written: 0 })
    t.match(
      brought.remarks.find(({ code }) => code === 'rules-not-sure'),
      { tickets: 30 },
    )
    const wrong = at(0.8, { rules: { texts: 30, right: 3, written: false } })
    const refuted = compose({ predictions, thresholds: new Map([['billing', wrong]]) })
    t.match(refuted.overall, { written: 0 })
    t.match(
      refuted.remarks.find(({ code }) => code === 'rules-wrong'),
      { categories: ['billing'] },
    )
    t.equal(
      own.reliability.reduce((sum, { texts }) => sum + texts, 0),
      10,
    )
    t.match(own.curve, [{ threshold: 1, coverage: 0.6, precision: 29 / 30 }])
  },
)

t.test('who knows better says what was written', async (t) => {
  const [first, ...others] = judgedPredictions(10, 10)
  t.match(
    compose({ predictions: [...others, ...(first ? [first] : [])], isWritten: (row) => row === first }),
    {
      overall: { written: 1 },
      categories: [{ category: 'billing', written: 1 }, { category: 'access' }],
    },
  )
})

t.test('fields are compared where both have a value, as a person would', async (t) => {
  const of = (predicted: string | null, left: string | null) =>
    judgedPrediction({ predicted: { ...noValues, group: predicted }, left: { ...noValues, group: left } })
  t.match(
    compose({ predictions: [of('Facturación', 'facturacion'), of('A', 'B'), of('A', null), of(null, 'B')] })
      .fields,
    [{ field: 'group', right: share(1, 2) }],
  )
})

t.test('what makes figures worth less is said, with its facts', async (t) => {
  const codesOf = (change: Partial<TriageReportFacts>) => compose(change).remarks.map(({ code }) => code)
  const sound = [
    ...judgedPredictions(100, 95, { wrong: 'access' }),
    ...judgedPredictions(100, 95, { category: 'access', confidence: 0.95, wrong: 'billing' }),
  ]
  t.same(codesOf({ predictions: sound }), [])
  t.same(codesOf({}), ['no-evidence'])
  t.same(codesOf({ predictions: sound.slice(60, 140) }), ['few-tickets'])
  t.same(codesOf({ predictions: sound.slice(0, 100) }), ['one-category', 'no-better', 'no-evidence'])
  t.same(
    codesOf({
      predictions: [
        ...sound,
        ...judgedPredictions(90, 90).map((row) => ({ ...row, truth: null })),
        ...judgedPredictions(3, 0, { category: 'access', wrong: 'sales', model: '20261120-000000' }),
      ],
      thresholds: new Map([
        ['billing', at(null)],
        ['access', at(0.6, { basis: 'assumed' })],
        ['other', at(0.6)],
      ]),
      remarks: [{ code: 'own-writes', tickets: 30, corrected: 2 }],
    }),
    [
      'own-writes',
      'never-written',
      'untold',
      'precision-not-shown',
      'no-evidence',
      'unknown-categories',
      'several-models',
    ],
  )
  t.match(
    compose({ predictions: judgedPredictions(120, 60, { confidence: 0.95, wrong: 'access' }) }).remarks,
    [
      { code: 'no-better', accuracy: 0.5, majority: 0.5 },
      { code: 'costs-time', categories: ['billing'] },
      { code: 'uncalibrated' },
      { code: 'no-evidence', categories: ['access'] },
    ],
  )
})

t.test('more than thirty categories have no matrix', async (t) => {
  const predictions = Array.from({ length: 31 }, (_, place) =>
    judgedPrediction({ category: `c${place}`, truth: `c${place}` }),
  )
  t.match(compose({ predictions }), { confusions: null, labels: { length: 31 } })
})
