import t from 'tap'
import type { Bundle, Target } from '../../../src/classify/bundles/bundle.ts'
import { createAdviser } from '../../../src/classify/cascade/create-adviser.ts'
import type { Prediction, TextModel } from '../../../src/classify/model/text-model.ts'
import { aboutBundle, aboutTarget } from '../bundles/small-bundle.ts'

const saying = (label: string, confidence = 0.9): TextModel => {
  const said: Prediction = { label, confidence, inScope: true, scopeScore: 1, runnerUp: 'other' }
  return { labels: [label, 'other'], denseWidth: 0, predict: () => said, probabilities: () => null }
}

const bundleOf = (
  name: string,
  models: Partial<Record<Target, TextModel>>,
  encoder: string | null = null,
) => {
  const entries = Object.entries(models) as [Target, TextModel][]
  const bundle: Bundle = {
    name,
    about: aboutBundle({ encoder, targets: entries.map(([target]) => ({ target, about: aboutTarget() })) }),
    models: new Map(entries),
    explainers: new Map(
      entries.map(([target]) => [
        target,
        () => ({
          label: 'billing',
          runnerUp: 'other',
          words: [
            { text: 'recibo', kind: 'word', contribution: 0.61234 },
            { text: 'obr', kind: 'part', contribution: 0.2 },
          ],
          against: [],
          opposition: 0.1,
        }),
      ]),
    ),
    neighbours: {
      size: 1,
      find: () => [{ name: `${name}:1`, label: 'billing', likeness: 0.618 }],
    },
  }
  return { current: async () => bundle }
}

const ships = bundleOf('starter', { category: saying('billing'), priority: saying('high') })
const open = (over: Partial<Parameters<typeof createAdviser>[0]> = {}) =>
  createAdviser({
    bundles: [ships],
    encoder: null,
    threshold: undefined,
    explain: true,
    meaningOf: (_, __, label) => label,
    ...over,
  })

t.test('tells each target, with the words and the tickets that are like it', async (t) => {
  t.match(await open().advise('el recibo', null), {
    model: 'starter',
    away: null,
    targets: new Map([
      ['category', { kind: 'sure', label: 'billing', confidence: 0.9 }],
      ['priority', { kind: 'sure', label: 'high' }],
    ]),
    evidence: [
      {
        code: 'model-words',
        category: 'billing',
        runnerUp: 'other',
        words: [
          { text: 'recibo', contribution: 0.612 },
          { text: '…obr…', contribution: 0.2 },
        ],
      },
      { code: 'similar', tickets: [{ ticket: 'starter:1', category: 'billing', likeness: 0.62 }] },
    ],
  })
  t.same((await open({ explain: false }).advise('el recibo', null))?.evidence, [])
  t.equal(await open().advise('', null), null)
  t.equal(await open({ bundles: [{ current: async () => null }] }).advise('x', null), null)
})

t.test('words are told of a decision only', async (t) => {
  const advice = await open({ threshold: 0.95 }).advise('el recibo', null)
  t.equal(advice?.targets.get('category')?.kind, 'unsure')
  t.same(
    advice?.evidence.map(({ code }) => code),
    ['similar'],
  )
})

t.test('what the model in use does not tell, what ships tells', async (t) => {
  const own = bundleOf('20261121-101500', { type: saying('Question'), priority: saying('low') })
  const advice = await open({ bundles: [own, ships] }).advise('x', null)
  t.match(advice, { model: 'starter', evidence: [{ code: 'model-words' }, { code: 'similar' }] })
  t.match(advice?.targets.get('type'), { label: 'Question' })
  t.match(advice?.targets.get('priority'), { label: 'low' })
  t.match(advice?.targets.get('category'), { label: 'billing' })
  t.match(JSON.stringify(advice?.evidence), '20261121-101500:1', "the tickets are the company's own")
})

t.test('a label that means nothing here tells nothing', async (t) => {
  const own = bundleOf('20261121-101500', { category: saying('top_up_failed') })
  const meaningOf = (_: Bundle, __: Target, label: string) => (label === 'top_up_failed' ? null : label)
  t.match((await open({ bundles: [own, ships], meaningOf }).advise('x', null))?.targets.get('category'), {
    label: 'billing',
  })
  const alone = await open({ bundles: [own], meaningOf }).advise('x', null)
  t.match(alone, {
    model: '20261121-101500',
    targets: new Map([['category', { kind: 'unsure', label: null, reason: { code: 'model-strange' } }]]),
  })
})

t.test('a label goes by what it is called here, in what is told of it too', async (t) => {
  const here: Record<string, string> = { billing: 'pagos', other: 'otros' }
  const advice = await open({ meaningOf: (_, __, label) => here[label] ?? label }).advise('x', null)
  t.match(advice?.targets.get('category'), { kind: 'sure', label: 'pagos' })
  t.match(advice?.evidence[0], { code: 'model-words', category: 'pagos', runnerUp: 'otros' })
})

t.test('the one in use is asked once, also when it is what ships', async (t) => {
  const advice = await open({ bundles: [ships, ships] }).advise('x', null)
  t.equal(advice?.evidence.filter(({ code }) => code === 'similar').length, 1)
})

t.test('a model whose encoder does not answer is away, and what ships is asked', async (t) => {
  const dense = { ...saying('billing'), denseWidth: 2 }
  const own = bundleOf('20261121-101500', { category: dense }, 'embeddings:tiny')
  const answering = (name: string, numbers: Float32Array[] | null) => ({
    name,
    encode: async () => numbers,
    close: async () => {},
  })
  const alone = await open({ bundles: [own] }).advise('x', null)
  t.match(alone, { model: null, away: /needs the encoder embeddings:tiny/ })
  t.equal(alone?.targets.size, 0)
  for (const encoder of [
    answering('embeddings:tiny', null),
    answering('onnx:other', [new Float32Array(2)]),
    answering('embeddings:tiny', [new Float32Array(3)]),
  ])
    t.match(await open({ bundles: [own, ships], encoder }).advise('x', null), {
      model: 'starter',
      away: /tiny/,
    })
  const encoder = answering('embeddings:tiny', [new Float32Array(2)])
  t.match(await open({ bundles: [own, ships], encoder }).advise('x', null), {
    model: '20261121-101500',
    away: null,
  })
})
