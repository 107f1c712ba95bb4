import { readFile } from 'node:fs/promises'
import t from 'tap'
import { decodeLanguageModel, encodeLanguageModel } from '../../../src/classify/language/language-file.ts'
import { compressLanguageWeights } from '../../../src/classify/language/language-model.ts'
import { languageModelFile, loadLanguageModel } from '../../../src/classify/language/load-language-model.ts'
import { columnCount } from '../../../src/classify/language/read-language-features.ts'
import { openSealedFile, sealFile } from '../../../src/classify/model/sealed-file.ts'

const bytes = await readFile(languageModelFile)

t.test('the model that ships is small and says whose text it was made from', async (t) => {
  t.ok(bytes.length < 1_000_000, `${bytes.length} bytes`)
  const model = await loadLanguageModel()
  t.same(model.languages, ['ca', 'de', 'en', 'es', 'fr', 'it', 'nl', 'pt'])
  t.match(model.source, /Leipzig Corpora Collection.*CC BY/)
  t.ok(Buffer.from(encodeLanguageModel(model)).equals(bytes), 'it comes back as it was')
})

t.test('what is no language model, or not whole, is refused', async (t) => {
  const refused = { name: 'ModelRefused' }
  t.throws(() => decodeLanguageModel(new Uint8Array(3)), refused)
  t.throws(() => decodeLanguageModel(bytes.subarray(0, -1)), refused)
  const { head, body } = openSealedFile('RELEVOL1', bytes)
  const sealed = (change: object, given = body) =>
    sealFile('RELEVOL1', Object.assign({}, head, change), given)
  t.doesNotThrow(() => decodeLanguageModel(sealed({})))
  for (const change of [
    { reader: 0 },
    { reader: 'x' },
    { languages: ['es'] },
    { languages: [] },
    { scales: [1] },
    { biases: 'none' },
    { confidences: [] },
    { confidences: [{ mostLetters: 3, temperature: 1, weights: [1, 2, 3, 4] }] },
    { confidences: [{ mostLetters: null, temperature: 1, weights: [1] }] },
    { confidences: [null] },
    { source: 1 },
  ])
    t.throws(() => decodeLanguageModel(sealed(change)), refused, JSON.stringify(change))
  t.throws(() => decodeLanguageModel(sealed({}, body.subarray(1))), refused)
  t.throws(() => decodeLanguageModel(sealFile('RELEVOL1', [], body)), refused)
})

t.test('weights are rounded to 127 steps of the largest of their class', async (t) => {
  const given = new Float32Array(columnCount * 2)
  given.set([2, -1.5, 0.004])
  const { weights, scales } = compressLanguageWeights(given, 2)
  t.same([weights[0], weights[2], weights[4], weights[1]], [127, -95, 0, 0])
  t.ok(Math.abs((scales[0] ?? 0) - 2 / 127) < 1e-7)
  t.equal(scales[1], 0)
})
