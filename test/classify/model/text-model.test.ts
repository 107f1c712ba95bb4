import t from 'tap'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from './draw-texts.ts'

const trained = await trainTextModel(drawTexts(30, 1), { seed: 1, workers: 0 })
const model = createTextModel(trained.parts)

t.test('a model tells the classes of texts that it has not seen, and knows how well', async (t) => {
  const fresh = drawTexts(40, 2)
  const right = fresh.filter(({ text, label }) => model.predict(text)?.label === label).length
  t.ok(right / fresh.length > 0.95, `${right} of ${fresh.length}`)
  t.equal(trained.heldOut.length, 90)
  const heldRight = trained.heldOut.filter(({ label, predicted }) => label === predicted).length
  t.ok(Math.abs(heldRight / 90 - right / fresh.length) < 0.05, `${heldRight} of 90`)
  const sure = fresh.reduce((sum, { text }) => sum + (model.predict(text)?.confidence ?? 0), 0) / fresh.length
  t.ok(Math.abs(sure - right / fresh.length) < 0.06, `${sure}`)
})

t.test('what is like nothing of the training is out of scope, or unknown', async (t) => {
  for (const text of ['zzz qqq www', 'the weather in London tomorrow']) {
    const prediction = model.predict(text)
    t.ok(prediction === null || !prediction.inScope, `${text}: ${JSON.stringify(prediction)}`)
  }
  for (const text of ['', '  \n', '😀', '\ud800']) t.equal(model.predict(text), null, JSON.stringify(text))
  t.equal(model.predict('factura cobro doble')?.inScope, true)
})

t.test('probabilities go by label and sum up to 1', async (t) => {
  const text = 'factura con cobro doble'
  const own = model.probabilities(text) ?? new Float64Array(0)
  t.equal(own.length, model.labels.length)
  t.ok(Math.abs(own.reduce((sum, each) => sum + each, 0) - 1) < 1e-9)
  t.equal(model.labels[own.indexOf(Math.max(...own))], model.predict(text)?.label)
  t.equal(model.probabilities(''), null)
})

t.test('what an encoder says joins in, and is asked for', async (t) => {
  // Texts that say nothing; the class is in the vector alone.
  const examples = Array.from({ length: 40 }, (_, row) => ({
    text: 'hola buenas',
    label: row % 2 === 0 ? 'a' : 'b',
    group: `${row}`,
    dense: Float32Array.from([row % 2 === 0 ? 1 : -1, row % 3]),
  }))
  for (const learner of ['svm', 'logistic'] as const) {
    const { parts } = await trainTextModel(examples, { seed: 1, workers: 0, learner })
    const own = createTextModel(parts)
    t.equal(own.denseWidth, 2)
    t.equal(own.predict('hola', Float32Array.from([1, 1]))?.label, 'a')
    t.equal(own.predict('hola', Float32Array.from([-1, 1]))?.label, 'b')
    t.equal(own.predict('xyz', Float32Array.from([-1, 1]))?.label, 'b')
    t.equal(own.predict('hola'), null)
    t.equal(own.probabilities('hola'), null)
    t.throws(() => own.predict('hola', new Float32Array(3)), RangeError)
  }
  t.throws(() => model.predict('hola', new Float32Array(3)), RangeError)
})
