import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createBundleStore } from '../../../src/classify/bundles/create-bundle-store.ts'
import type { CascadeEvent } from '../../../src/classify/cascade/cascade-event.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { openClassifier } from '../../../src/classify/open-classifier.ts'
import { putModels } from '../../commands/small-models.ts'
import { testConfiguration } from '../../start-service.ts'
import { aboutBundle } from '../bundles/small-bundle.ts'
import { openFakeLlm } from '../llm/open-fake-llm.ts'
import { answerEmbeddings, inputOf } from './answer-embeddings.ts'

const text = 'Me han cobrado dos veces la factura de mayo'
const words: Record<string, string[]> = {
  billing: ['factura', 'recibo', 'cobrado', 'importe', 'cargo', 'pago'],
  access: ['contraseña', 'usuario', 'cuenta', 'clave', 'sesión', 'entrar'],
}

/** Two numbers that tell the two categories apart. */
const read = (given: string): number[] =>
  (words['billing'] ?? []).some((word) => given.toLowerCase().includes(word)) ? [1, 0] : [0, 1]

/** A model in use that was trained with `embeddings:tiny`, and a server that answers as told. */
const prepare = async (t: Test, encoder: object | null = { kind: 'embeddings' }) => {
  let trouble = false
  const { baseUrl, asked } = await openFakeLlm(t, (given) =>
    trouble ? { status: 503, body: '{}' } : answerEmbeddings(inputOf(given).map(read)),
  )
  const examples = Object.entries(words).flatMap(([label, own]) =>
    own.flatMap((word, at) =>
      ['hola, mi', 'sobre el', 'no va la'].map((before) => {
        const given = `${before} ${word} y ${own[(at + 1) % own.length]}`
        return { label, text: given, dense: Float32Array.from(read(given)) }
      }),
    ),
  )
  const { parts } = await trainTextModel(examples, { seed: 1, workers: 0 })
  const dataDir = t.testdir()
  const [name = ''] = await putModels(dataDir, parts, [
    { about: aboutBundle({ encoder: 'embeddings:tiny' }) },
  ])
  const folder = join(dataDir, 'models')
  await createBundleStore({
    folder,
    starter: async () => null,
    onRefused: (why) => t.fail(why),
  }).promote(name, 'test')
  const config = testConfiguration({
    dataDir,
    helpdeskUrl: 'http://127.0.0.1:1',
    classification: encoder === null ? {} : { encoder: { baseUrl, model: 'tiny', ...encoder } },
  })
  const events: CascadeEvent[] = []
  const open = (model?: string) => {
    const classifier = openClassifier({
      config,
      observe: (event) => events.push(event),
      ...(model === undefined ? {} : { model }),
    })
    return (given: string) =>
      classifier.classify({ subject: null, text: given, botCategory: null, language: null, trustBot: false })
  }
  const away = () => events.flatMap((event) => (event.kind === 'away' ? [`${event.what}: ${event.why}`] : []))
  return { name, open, asked, away, setTrouble: (is: boolean) => (trouble = is) }
}

t.test('a model that was trained with an encoder reads its numbers', async (t) => {
  const { name, open, asked, away } = await prepare(t)
  const made = await open()(text)
  t.match(made, { model: name, category: 'billing' })
  t.match(
    made.steps?.find(({ step }) => step === 'model'),
    { verdict: 'decided', category: 'billing' },
  )
  t.same(asked.map(inputOf), [[text]], 'once for a text')
  t.same(away(), [])
})

t.test('while the encoder does not answer, what ships tells, and why is told', async (t) => {
  const { name, open, away, setTrouble } = await prepare(t)
  setTrouble(true)
  t.match(await open()(text), { model: 'starter', category: 'billing' })
  t.same(away(), [
    'encoder: it answered with HTTP 503',
    `encoder: the model ${name} needs the encoder embeddings:tiny`,
  ])
  setTrouble(false)
  t.match(await open()(text), { model: name })
})

t.test('a model that is asked by name and cannot read is away, not unsure', async (t) => {
  const { name, open, setTrouble } = await prepare(t)
  setTrouble(true)
  const made = await open(name)(text)
  t.match(
    made.steps?.find(({ step }) => step === 'model'),
    { verdict: 'away', category: null, confidence: null },
  )
  t.notMatch(
    made.reasons.map(({ code }) => code),
    [/scope/],
  )
})

t.test('without an encoder, or with another, the model is away', async (t) => {
  for (const encoder of [null, { kind: 'embeddings', model: 'other' }]) {
    const { name, open, asked, away } = await prepare(t, encoder)
    t.match(await open()(text), { model: 'starter' })
    t.match(away(), [`encoder: the model ${name} needs the encoder embeddings:tiny`])
    t.equal(asked.length, 0)
  }
})
