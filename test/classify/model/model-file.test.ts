import { hash } from 'node:crypto'
import t from 'tap'
import { packRuns, unpackRuns } from '../../../src/classify/model/file/pack-runs.ts'
import { readVarints, writeVarints } from '../../../src/classify/model/file/varints.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { decodeModel, encodeModel, ModelRefused } from '../../../src/classify/model/model-file.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from './draw-texts.ts'

const trained = await trainTextModel(drawTexts(30, 1), { seed: 1, workers: 0 })
const model = createTextModel(trained.parts)
const fresh = drawTexts(5, 11)

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

t.test('a file with a right checksum is a model or refused, whatever else was done to it', async (t) => {
  const bytes = encodeModel(trained.parts, null)
  const random = createRandom(5)
  let refused = 0
  for (let round = 0; round < 150; round += 1) {
    const cut = round % 3 === 0 ? Math.floor(random() * 200) : 0
    const copy = Buffer.from(bytes.subarray(0, bytes.length - cut))
    // Half of them in the head, where sizes stand.
    const at = Math.floor(random() * (round % 2 === 0 ? copy.length : 500))
    copy[at] = Math.floor(random() * 256)
    const content = copy.subarray(0, -32)
    copy.set(hash('sha256', content, 'buffer'), content.length)
    try {
      const own = createTextModel(decodeModel(copy).parts)
      for (const { text } of fresh) own.predict(text)
    } catch (error) {
      if (!(error instanceof ModelRefused)) throw error
      refused += 1
    }
  }
  t.ok(refused > 50 && refused < 150, `${refused} of 150`)
})

t.test('a file of another version is told from something else', async (t) => {
  const other = Buffer.from(encodeModel(trained.parts, null))
  other.write('1', 7)
  t.throws(() => decodeModel(other), { name: 'ModelRefused', message: /another version/ })
})

t.test('whole numbers and runs come back', async (t) => {
  const numbers = Int32Array.of(0, 1, 127, 128, 300, 65_535, 65_536, 2 ** 31 - 1)
  t.same(readVarints(writeVarints(numbers), numbers.length), numbers)
  t.equal(writeVarints(Int32Array.of(0, 127, 128)).length, 4)
  t.throws(() => readVarints(writeVarints(numbers), numbers.length + 1), ModelRefused)
  t.throws(() => readVarints(writeVarints(numbers), numbers.length - 1), ModelRefused)
  t.throws(() => readVarints(Uint8Array.of(255), 1_000_000_000), ModelRefused)
  t.throws(() => readVarints(Uint8Array.of(255, 255, 255, 255, 255, 255), 1), ModelRefused)
  const runs = Float32Array.of(1, 1, 1, 2.5, 1, 1)
  const packed = packRuns(runs)
  t.equal(packed.values.length, 3)
  t.same(unpackRuns(packed, 6), runs)
  t.throws(() => unpackRuns(packed, 5), ModelRefused)
  t.throws(() => unpackRuns(packed, 7), ModelRefused)
  t.same(unpackRuns(packRuns(new Float32Array(0)), 0), new Float32Array(0))
})

t.test('a model of one class, and one with an encoder beside, come back too', async (t) => {
  const dense = [Float32Array.of(1, 0), Float32Array.of(0, 1)]
  const one = await trainTextModel([{ text: 'factura', label: 'x' }], { seed: 1, workers: 0 })
  t.equal(createTextModel(decodeModel(encodeModel(one.parts, {})).parts).predict('factura')?.label, 'x')
  const joined = await trainTextModel(
    [
      { text: 'uno', label: 'a', dense: dense[0] ?? new Float32Array(2) },
      { text: 'dos', label: 'b', dense: dense[1] ?? new Float32Array(2) },
    ],
    { seed: 1, workers: 0, calibrate: false },
  )
  const again = createTextModel(decodeModel(encodeModel(joined.parts, {})).parts)
  t.equal(again.predict('tres', dense[1])?.label, 'b')
  t.same(again.predict('uno', dense[0]), createTextModel(joined.parts).predict('uno', dense[0]))
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
