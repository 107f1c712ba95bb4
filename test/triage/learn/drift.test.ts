import t from 'tap'
import type { Bundle } from '../../../src/classify/bundles/bundle.ts'
import { createDriftReader } from '../../../src/triage/learn/create-drift-reader.ts'
import { type DriftFacts, measureDrift } from '../../../src/triage/learn/measure-drift.ts'
import { measureStability } from '../../../src/triage/learn/stability-index.ts'
import type { Evidence } from '../../../src/triage/triage-store.ts'
import { aboutBundle, aboutTarget } from '../../classify/bundles/small-bundle.ts'
import { sampleReport } from '../../classify/report/sample-report.ts'
import { makeEvidence, makeWritten } from '../figures/make-evidence.ts'
import { makePrediction } from '../make-prediction.ts'

const shares = (counts: Record<string, number>) => new Map(Object.entries(counts))

t.test('the index is 0 for the same shares, and grows as they part', async (t) => {
  const same = measureStability(shares({ a: 500, b: 500 }), shares({ a: 1000, b: 1000 }), 0.25)
  t.ok(Math.abs(same.value) < 1e-6)
  t.equal(same.limit, 0.25)
  // (0.8 − 0.5) · ln(0.8 / 0.5) + (0.2 − 0.5) · ln(0.2 / 0.5)
  const moved = measureStability(shares({ a: 5000, b: 5000 }), shares({ a: 8000, b: 2000 }), 0.25)
  t.ok(Math.abs(moved.value - 0.4159) < 1e-3, String(moved.value))
  const fresh = measureStability(shares({ a: 500 }), shares({ a: 400, b: 100 }), 0.25)
  t.ok(fresh.value > 0.25 && Number.isFinite(fresh.value), 'a new value is no infinity')
})

t.test('few texts of many values part by chance, and are not taken for another population', async (t) => {
  const many = shares(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`c${at}`, 4])))
  const { limit } = measureStability(many, many, 0.25)
  // χ² of 59 degrees at 99 %: 87.17.
  t.ok(Math.abs(limit - (2 / 240) * 87.17) < 0.01, String(limit))
})

const steady: DriftFacts = {
  inputs: {
    expected: { confidence: shares({ 9: 400, 5: 200 }), decider: shares({ model: 600 }), language: null },
    actual: {
      confidence: shares({ 9: 190, 5: 110 }),
      decider: shares({ model: 300 }),
      language: shares({ es: 300 }),
    },
  },
  labels: { expected: shares({ billing: 500, access: 500 }), actual: shares({ billing: 140, access: 160 }) },
  judged: Array.from({ length: 300 }, (_, at) => ({
    category: 'billing',
    confidence: 0.9,
    truth: at % 10 === 0 ? 'access' : 'billing',
  })),
}

t.test('what is steady is shown, and not over its limit', async (t) => {
  const figures = measureDrift(steady)
  t.same(
    figures.map(({ kind, isOver, texts }) => [kind, isOver, texts]),
    [
      ['inputs', false, 300],
      ['labels', false, 300],
      ['calibration', false, 300],
    ],
  )
})

t.test('what has moved is over its limit, the worst of the inputs first', async (t) => {
  const { inputs, judged } = steady
  const figures = measureDrift({
    inputs: { ...inputs, expected: { ...inputs.expected, language: shares({ en: 900, es: 100 }) } },
    labels: { expected: shares({ billing: 900, access: 100 }), actual: shares({ billing: 30, access: 270 }) },
    judged: judged.map((row, at) => ({ ...row, truth: at % 2 === 0 ? 'access' : 'billing' })),
  })
  t.same(
    figures.map(({ isOver }) => isOver),
    [true, true, true],
  )
  t.ok((figures[0]?.value ?? 0) > 1, 'another language')
  t.ok(Math.abs((figures[2]?.value ?? 0) - 0.4) < 1e-9)
})

t.test('too few texts tell nothing', async (t) => {
  const { inputs, labels, judged } = steady
  const few = shares({ 9: 199 })
  t.same(
    measureDrift({
      inputs: { ...inputs, actual: { confidence: few, decider: few, language: few } },
      labels: { ...labels, actual: few },
      judged: judged.slice(0, 199),
    }),
    [],
  )
  t.same(
    measureDrift({
      ...steady,
      inputs: { expected: { confidence: null, decider: null, language: null }, actual: inputs.actual },
      labels: { ...labels, expected: null },
      judged: [],
    }),
    [],
  )
})

t.test('it is read of the model in use: its first week, and the last two', async (t) => {
  const dayMs = 86_400_000
  const now = Date.UTC(2026, 10, 21)
  const model = '20261001-100000'
  const bundle: Bundle = {
    name: model,
    about: aboutBundle({
      targets: [{ target: 'category', about: aboutTarget({ languages: { es: 1000 } }) }],
    }),
    models: new Map(),
    explainers: new Map(),
    neighbours: null,
  }
  const at = (daysAgo: number, given: Partial<Evidence>): Evidence[] =>
    Array.from({ length: 250 }, () =>
      makeEvidence({
        predictedAt: now - daysAgo * dayMs,
        endedAt: now - (daysAgo - 1) * dayMs,
        prediction: makePrediction({ model, confidence: 0.95 }),
        ...given,
      }),
    )
  const rows = [
    ...at(40, {}),
    ...at(25, { prediction: makePrediction({ model, confidence: 0.1 }) }),
    ...at(5, { prediction: makePrediction({ model, confidence: 0.35, language: 'es' }) }),
    ...Array.from({ length: 300 }, () => makeWritten('done', { predictedAt: now - dayMs, endedAt: now })),
  ]
  const asked: unknown[] = []
  const read = (current: Bundle | null) =>
    createDriftReader({
      helpdesks: ['main'],
      store: {
        async *evidence(query) {
          asked.push(query)
          yield* rows.filter(
            ({ prediction }) => query.model === undefined || prediction.model === query.model,
          )
        },
      },
      bundles: { current: async () => current, readReport: async () => null },
      clock: { now: () => now },
    })()
  const figures = await read(bundle)
  t.match(figures, [
    { kind: 'inputs', isOver: true, texts: 250 },
    { kind: 'calibration', isOver: true, texts: 500 },
  ])
  t.match(asked, [{ model }, { endedOnly: true }])
  t.same(await read(null), [])
})

t.test('writing one of the categories is no drift of what tickets are left as', async (t) => {
  const now = Date.UTC(2026, 10, 21)
  const model = '20261001-100000'
  const bundle: Bundle = {
    name: model,
    about: aboutBundle({ targets: [{ target: 'category', about: aboutTarget({}) }] }),
    models: new Map(),
    explainers: new Map(),
    neighbours: null,
  }
  const report = sampleReport(['billing', 'access'])
  const classes = report.targets[0]?.evaluation.classes ?? []
  for (const klass of classes) klass.support *= 10
  const expected = new Map(classes.map(({ label, support }) => [label, support]))
  const all = [...expected.values()].reduce((sum, support) => sum + support, 0)
  const ended = { predictedAt: now - 5 * 86_400_000, endedAt: now }
  const rowOf = (category: string, control: boolean) => {
    const { left, ...rest } =
      category === 'billing' && !control ? makeWritten('done', ended) : makeEvidence({ ...ended, control })
    const prediction = makePrediction({ model, category })
    return { ...rest, prediction, left: left === null ? null : { ...left, category } }
  }
  // As many of each as it was trained on; billing is written, and half is left to chance.
  const rows = [...expected].flatMap(([category, support]) =>
    Array.from({ length: Math.round((1000 * support) / all) }, (_, at) => rowOf(category, at % 2 === 0)),
  )
  const figures = await createDriftReader({
    helpdesks: ['main'],
    store: {
      async *evidence() {
        yield* rows
      },
    },
    bundles: { current: async () => bundle, readReport: async () => report },
    clock: { now: () => now },
  })()
  const labels = figures.find(({ kind }) => kind === 'labels')
  t.match(labels, { isOver: false })
  t.ok((labels?.value ?? 1) < 0.001, `of ${labels?.texts} texts the mix is ${labels?.value} from what it was`)
})
