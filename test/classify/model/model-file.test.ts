import t from 'tap'
import { decodeModel, encodeModel, ModelRefused } from '../../../src/classify/model/model-file.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from './draw-texts.ts'

const trained = await trainTextModel(drawTexts(30, 1), { seed: 1, workers: 0 })
const model = createTextModel(trained.parts)

t.test('a file brings the same model back, and what was kept with it', async (t) => {
  const bytes = encodeModel(trained.parts, { trainedOn: 90 })
  const { parts, about } = decodeModel(bytes)
  t.same(about, { trainedOn: 90 })
  const again = createTextModel(parts)
  for (const { text } of drawTexts(20, 9)) t.same(again.predict(text), model.predict(text))
  // As it comes out of a larger buffer, where it may begin anywhere.
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  t.same(decodeModel(shifted.subarray(3)).parts.labels, trained.parts.labels)
  t.notMatch(Buffer.from(bytes).toString('latin1'), /contrase|paquete|almac/, 'no word of a text is in it')
})

t.test('strangers, cut and changed files are refused', async (t) => {
  const bytes = encodeModel(trained.parts, null)
  const changed = (at: number) => {
    const copy = Uint8Array.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy
  }
  for (const [name, given] of [
    ['empty', new Uint8Array(0)],
    ['a text', Buffer.from('hola '.repeat(100))],
    ['cut', bytes.subarray(0, bytes.length - 1)],
    ['half', bytes.subarray(0, bytes.length / 2)],
    ['longer', new Uint8Array([...bytes, 0])],
    ['another head', changed(40)],
    ['another weight', changed(bytes.length - 200)],
    ['another checksum', changed(bytes.length - 1)],
  ] as const)
    t.throws(() => decodeModel(given), ModelRefused, name)
})

t.test('parts that do not fit each other are refused, whatever the checksum says', async (t) => {
  const { parts } = trained
  const { classes } = parts
  const odd: [string, typeof parts][] = [
    ['no class', { ...parts, labels: [] }],
    ['a class too few', { ...parts, labels: parts.labels.slice(1) }],
    ['a column too few', { ...parts, idf: parts.idf.subarray(1) }],
    ['weights of no class', { ...parts, classes: { ...classes, classes: classes.classes.map(() => 9) } }],
    ['columns out of order', { ...parts, classes: { ...classes, starts: classes.starts.toReversed() } }],
    ['a weight too few', { ...parts, classes: { ...classes, values: classes.values.subarray(1) } }],
    ['no confidence', { ...parts, confidence: { temperature: 1, weights: new Float64Array(0) } }],
  ]
  for (const [name, given] of odd) t.throws(() => decodeModel(encodeModel(given, null)), ModelRefused, name)
})
