import t, { type Test } from 'tap'
import type { Example, TrainOptions } from '../../../src/classify/model/example.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { encodeModel } from '../../../src/classify/model/model-file.ts'
import { createTextModel, type TextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts, words } from './draw-texts.ts'

const rightOf = (model: TextModel, examples: readonly Example[]) =>
  examples.filter(({ text, label }) => model.predict(text)?.label === label).length / examples.length

/** Trains in this thread, and looks that nothing that came out is no number. */
const train = async (t: Test, examples: readonly Example[], options: Partial<TrainOptions> = {}) => {
  const trained = await trainTextModel(examples, { seed: 1, workers: 0, ...options })
  const { parts, heldOut } = trained
  const numbers = [
    ...parts.idf,
    ...parts.classes.scales,
    ...parts.classes.biases,
    ...parts.confidence.weights,
    parts.confidence.temperature,
    parts.scope.least,
    parts.scope.familiarity,
    ...heldOut.map(({ confidence }) => confidence),
  ]
  t.ok(numbers.every(Number.isFinite), 'all are numbers')
  t.ok(heldOut.every(({ confidence }) => confidence >= 0 && confidence <= 1))
  return { ...trained, model: createTextModel(parts) }
}

t.test('the same examples give the same model, byte for byte, whatever the threads', async (t) => {
  const examples = drawTexts(8, 1)
  for (const learner of ['svm', 'logistic'] as const) {
    const one = await trainTextModel(examples, { seed: 1, workers: 0, learner })
    const other = await trainTextModel(examples, { seed: 1, workers: 2, learner })
    t.same(encodeModel(other.parts, {}), encodeModel(one.parts, {}))
    t.same(other.heldOut, one.heldOut)
  }
})

t.test('hints stand in for examples', async (t) => {
  const hints = Object.fromEntries(Object.entries(words).map(([label, list]) => [label, list.join(' ')]))
  const few = drawTexts(2, 5)
  const fresh = drawTexts(40, 6)
  const plain = await train(t, few)
  const hinted = await train(t, few, { hints: { ...hints, unknown: 'factura' } })
  t.ok(rightOf(hinted.model, fresh) > rightOf(plain.model, fresh))
  t.same(hinted.model.labels, plain.model.labels, 'a hint for no class makes none')
})

t.test('each way of learning learns it, and says how it did', async (t) => {
  const fresh = drawTexts(20, 8)
  for (const learner of ['svm', 'logistic'] as const) {
    const { model, settings } = await train(t, drawTexts(15, 7), { learner })
    t.equal(settings.learner, learner)
    t.ok(rightOf(model, fresh) > 0.9, `${rightOf(model, fresh)}`)
  }
})

t.test('progress rises from 0 to 1, phase after phase', async (t) => {
  const told: [number, string][] = []
  await train(t, drawTexts(5, 7), { onProgress: (part, doing) => told.push([part, doing]) })
  const parts = told.map(([part]) => part)
  t.same(
    parts,
    parts.toSorted((one, other) => one - other),
  )
  t.equal(parts[0], 0)
  t.equal(parts.at(-1), 1)
  t.ok(parts.length > 8)
  t.same(
    [...new Set(told.map(([, doing]) => doing))],
    ['reading', 'choosing', 'cross-validating', 'calibrating', 'training'],
  )
})

t.test('texts that nobody has filed are learnt from when held-out ones come out better so', async (t) => {
  const few = drawTexts(3, 5)
  const fresh = drawTexts(40, 6)
  const plain = await train(t, few, { learner: 'svm' })
  const told = new Set<string>()
  const helped = await train(t, few, {
    learner: 'svm',
    unlabelled: drawTexts(30, 9).map(({ text }) => text),
    onProgress: (_, doing) => told.add(doing),
  })
  t.ok(helped.isSelfTrained)
  t.ok(told.has('unlabelled'))
  t.ok(rightOf(helped.model, fresh) > rightOf(plain.model, fresh))
  // What has nothing to do with the classes cannot help, and the model is the one without it.
  const strange = await train(t, few, { learner: 'svm', unlabelled: ['zzz yyy', 'xxx www'] })
  t.notOk(strange.isSelfTrained)
  t.same(encodeModel(strange.parts, {}), encodeModel(plain.parts, {}))
})

t.test('what belongs together is held out together', async (t) => {
  // Texts that share nothing but a word of their thread, and a thread has one class: only a leak could tell it.
  const random = createRandom(2)
  const word = () => Array.from({ length: 7 }, () => 'abcdefghijklmnop'[Math.floor(random() * 16)]).join('')
  const threads = Array.from({ length: 20 }, word)
  const examples = threads.flatMap((thread, number) =>
    Array.from({ length: 3 }, () => ({
      text: `${thread} ${word()}`,
      label: number % 2 === 0 ? 'a' : 'b',
      group: thread,
    })),
  )
  const accuracyOf = async (given: Example[]) => {
    const { heldOut } = await train(t, given)
    return heldOut.filter(({ label, predicted }) => label === predicted).length / heldOut.length
  }
  const grouped = await accuracyOf(examples)
  const loose = await accuracyOf(examples.map(({ text, label }) => ({ text, label })))
  t.ok(loose > 0.8 && grouped < 0.7, `${loose} ${grouped}`)
})

t.test('without calibration nothing is held out', async (t) => {
  const { heldOut, model } = await train(t, drawTexts(5, 1), { calibrate: false })
  t.same(heldOut, [])
  const prediction = model.predict('factura cobro doble')
  t.match(prediction, { label: 'facturas', inScope: true })
  t.ok((prediction?.confidence ?? 0) > 0.4)
})

t.test('texts of no class and background teach what all classes are not', async (t) => {
  const strange = ['receta de tarta de manzana', 'el tiempo en la montaña', 'partido de tenis de ayer']
  const none: Example[] = strange.flatMap((text) => [
    { text, label: null },
    { text: `${text} otra vez con más palabras`, label: null },
  ])
  const plain = await train(t, drawTexts(10, 1))
  const taught = await train(t, [...drawTexts(10, 1), ...none])
  t.equal(taught.heldOut.length, 36)
  t.same(taught.model.labels, plain.model.labels)
  t.equal(taught.heldOut.filter(({ label }) => label === null).length, 6)
  const score = (model: TextModel) => model.predict('tarta de manzana por favor')?.scopeScore ?? -9
  t.ok(score(taught.model) < score(plain.model))
  const background = await train(t, drawTexts(10, 1), { background: strange, learner: 'svm' })
  t.equal(background.heldOut.length, 30, 'background is judged by nobody')
  t.ok(score(background.model) < score((await train(t, drawTexts(10, 1), { learner: 'svm' })).model))
})

t.test('a heavier example counts more', async (t) => {
  const examples: Example[] = [
    { text: 'banco', label: 'a' },
    { text: 'banco', label: 'b' },
    { text: 'otra cosa', label: 'a' },
    { text: 'nada que ver', label: 'b' },
  ]
  for (const learner of ['svm', 'logistic'] as const) {
    const weigh = async (weight: number) =>
      (
        await train(
          t,
          examples.map((example, row) => (row === 1 ? { ...example, weight } : example)),
          { learner },
        )
      ).model.predict('banco')?.label
    t.equal(await weigh(5), 'b', learner)
    t.equal(await weigh(0.2), 'a', learner)
  }
})

t.test('nothing to learn from, and numbers that are none, are refused with a sentence', async (t) => {
  const refused = async (examples: Example[], message: RegExp) => {
    await t.rejects(trainTextModel(examples, { seed: 1, workers: 0 }), RangeError)
    await t.rejects(trainTextModel(examples, { seed: 1, workers: 0 }), { message })
  }
  await refused([], /not one example has a class/)
  await refused([{ text: 'hola', label: null }], /not one example has a class/)
  for (const weight of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    await refused([{ text: 'hola', label: 'a', weight }], /weight of example 0/)
  const dense = Float32Array.from([1])
  await refused(
    [
      { text: 'a', label: 'a', dense },
      { text: 'b', label: 'b' },
    ],
    /as many numbers/,
  )
  await refused([{ text: 'a', label: 'a', dense: Float32Array.from([Number.NaN]) }], /finite/)
})

t.test('anything that has a class can be learnt from', async (t) => {
  const label = (texts: string[], ...labels: string[]): Example[] =>
    texts.map((text, row) => ({ text, label: labels[row % labels.length] ?? '' }))
  const one = await train(t, label(['factura de mayo', 'factura doble', 'mi factura'], 'x'))
  t.match(one.model.predict('la factura'), { label: 'x', runnerUp: null, inScope: true })
  const two = await train(t, label(['factura', 'paquete'], 'x', 'y'))
  t.equal(two.model.predict('mi factura')?.label, 'x', 'one example a class is enough to begin')
  const empty = await train(t, [...drawTexts(4, 1), ...label(['', ' ', '\n'], 'vacía')])
  t.ok(empty.model.labels.includes('vacía'))
  t.ok(rightOf(empty.model, drawTexts(10, 2)) > 0.6)
  await train(t, label(['', '', ''], 'x', 'y'))
  const copies = await train(
    t,
    label(
      Array.from({ length: 30 }, () => 'no llega mi paquete de ayer'),
      'x',
      'y',
    ),
  )
  t.equal(copies.heldOut.length, 30)
  await train(t, label([...'abcdefghij'], 'x', 'y'))
  const odd = [
    '😀'.repeat(30),
    '\ud800\ud800',
    'a\udc00 b',
    'factura'.repeat(150_000),
    '   ',
    '你好 世界',
    '\u0000',
  ]
  await train(t, label([...odd, 'hola', 'factura nueva'], 'x', 'y', 'z'))
})

t.test('five hundred classes with an example each, and two', async (t) => {
  const random = createRandom(9)
  const word = () => Array.from({ length: 4 }, () => 'abcdefghijklmnop'[Math.floor(random() * 16)]).join('')
  const names = Array.from({ length: 500 }, word)
  const examples = names.flatMap((name, klass) =>
    klass % 2 === 0
      ? [{ text: name, label: name }]
      : [
          { text: `${name} ${word()}`, label: name },
          { text: name, label: name },
        ],
  )
  const { model } = await train(t, examples, { learner: 'svm', calibrate: false, tune: false })
  t.equal(model.labels.length, new Set(names).size)
  const right = names.filter((name) => model.predict(name)?.label === name).length
  t.ok(right > 480, `${right}`)
})

t.test('a fifth of wrong labels is survived', async (t) => {
  const labels = Object.keys(words)
  const noisy = drawTexts(40, 3).map((example, row) =>
    row % 5 === 0
      ? { ...example, label: labels[(labels.indexOf(example.label) + 1) % labels.length] ?? '' }
      : example,
  )
  const { model, heldOut } = await train(t, noisy)
  t.ok(rightOf(model, drawTexts(30, 4)) > 0.9)
  const sure = heldOut.reduce((sum, { confidence }) => sum + confidence, 0) / heldOut.length
  t.ok(sure < 0.9, `it knows that its labels are not to be believed: ${sure}`)
})

t.test('languages are counted', async (t) => {
  const { languages } = await train(t, [
    { text: 'hola', label: 'a', language: 'es' },
    { text: 'adiós', label: 'b', language: 'es' },
    { text: 'hello', label: 'a' },
  ])
  t.same(languages, { es: 2, und: 1 })
})
