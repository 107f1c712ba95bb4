import t from 'tap'
import { blocks } from '../../../src/classify/model/features/corpus.ts'
import { createFeatureSink } from '../../../src/classify/model/features/feature-sink.ts'
import { createFeatureTable } from '../../../src/classify/model/features/feature-table.ts'
import { hashFeatures } from '../../../src/classify/model/features/hash-features.ts'
import { toUnitLength } from '../../../src/classify/model/features/to-unit-length.ts'
import { appendDense, createVectoriser } from '../../../src/classify/model/features/vectoriser.ts'
import { readCorpus } from '../../../src/classify/model/fit/read-corpus.ts'
import { longestText, normaliseText } from '../../../src/classify/model/text/normalise-text.ts'
import { readTexts } from './read-texts.ts'

const featuresOf = (text: string) => {
  const sink = createFeatureSink()
  hashFeatures(text, sink)
  return { words: [...sink.words.slice(0, sink.wordCount)], parts: [...sink.parts.slice(0, sink.partCount)] }
}

t.test('words and their pairs are features, word parts within blanks', async (t) => {
  const both = featuresOf('no llega')
  t.equal(both.words.length, 3)
  t.equal(both.words[0], featuresOf('no').words[0])
  t.equal(both.words[1], featuresOf('llega').words[0])
  t.not(both.words[2], featuresOf('llega no').words[2], 'a pair has an order')
  // " no ": 2 + 2 + 2 of two units, then longer ones: " n" "no" "o " " no" "no " " no ".
  t.equal(featuresOf('no').parts.length, 6)
  t.same(both.parts, [...featuresOf('no').parts, ...featuresOf('llega').parts])
  t.same(featuresOf('no   llega\n').parts, both.parts)
})

t.test('punctuation parts words and stands in word parts', async (t) => {
  t.same(featuresOf('hola,mundo').words, featuresOf('hola mundo').words)
  t.not(featuresOf('hola,mundo').parts.length, featuresOf('hola mundo').parts.length)
  t.same(featuresOf('¿qué?').words, featuresOf('qué').words)
  t.same(featuresOf('你好。世界').words.length, 3)
})

t.test('anything is read without failing, and nothing gives nothing', async (t) => {
  for (const text of ['', ' ', '\n\t', '…', '.,;']) t.same(featuresOf(text).words, [], JSON.stringify(text))
  for (const text of ['😀', '\ud800', 'a\ud83d', 'x'.repeat(100_000), '😀 😀'])
    t.ok(featuresOf(text).parts.length > 0)
  t.equal(featuresOf('😀 hola').words.length, 3)
})

t.test('the sink is as good the second time', async (t) => {
  const sink = createFeatureSink()
  hashFeatures('x '.repeat(10_000), sink)
  hashFeatures('hola', sink)
  t.same([...sink.words.slice(0, sink.wordCount)], featuresOf('hola').words)
})

t.test('a table knows what was added, in its order, however much it grows', async (t) => {
  const table = createFeatureTable()
  const hashes = Array.from({ length: 20_000 }, (_, index) => Math.imul(index, 0x10001) | 0)
  hashes.forEach((hash, index) => {
    if (table.findOrAdd(hash) !== index) t.fail(`column ${index}`)
  })
  t.equal(table.size, hashes.length)
  t.ok(hashes.every((hash, index) => table.find(hash) === index && table.findOrAdd(hash) === index))
  t.equal(table.find(3), -1)
  t.same([...table.hashes()], hashes)
  const again = createFeatureTable(table.hashes())
  t.ok(hashes.every((hash, index) => again.find(hash) === index))
  t.equal(createFeatureTable().find(0), -1, '0 is a hash as any other')
})

t.test('words and word parts of a text have length 1 each', async (t) => {
  const texts = ['la factura de mayo', 'la factura de junio', 'no llega el paquete']
  const { corpus, vocabulary } = await readTexts(texts)
  t.equal(corpus.height, 3)
  for (let row = 0; row < 3; row += 1) {
    for (const [block, length] of [1, 1, 0].entries()) {
      const at = row * blocks + block
      const values = corpus.values.slice(corpus.starts[at], corpus.starts[at + 1])
      const square = values.reduce((sum, value) => sum + (value * (corpus.scales[at] ?? 0)) ** 2, 0)
      t.ok(Math.abs(square - length) < 1e-4, `${square}`)
    }
    t.ok(Math.abs((corpus.squares[row] ?? 0) - 2) < 1e-4)
  }
  const vectoriser = createVectoriser(vocabulary)
  const known = vectoriser.read('factura')
  t.ok(known.length > 1)
  t.equal(known.words, 1)
  t.equal(vectoriser.read('zzzz').length, 0, 'what was never seen is left out')
  t.equal(vectoriser.read('').length, 0)
})

t.test('a corpus holds what a text is read as, to a few parts of a million', async (t) => {
  const texts = ['la factura de mayo', 'no llega el paquete, no llega', '', '😀']
  const { corpus, vocabulary } = await readTexts(texts)
  const vectoriser = createVectoriser(vocabulary)
  texts.forEach((text, row) => {
    const { columns, values, words, length } = vectoriser.read(text)
    const from = corpus.starts[row * blocks] ?? 0
    t.equal((corpus.starts[(row + 1) * blocks] ?? 0) - from, length)
    t.equal(corpus.starts[row * blocks + 1], from + words)
    for (let at = 0; at < length; at += 1) {
      const scale = corpus.scales[row * blocks + (at < words ? 0 : 1)] ?? 0
      t.equal(corpus.columns[from + at], columns[at])
      t.ok(Math.abs((corpus.values[from + at] ?? 0) * scale - (values[at] ?? 0)) < 1e-4)
    }
  })
})

t.test('the most frequent columns come first, and no more are kept than wanted', async (t) => {
  const texts = ['comun medio unico', 'comun medio', 'comun']
  const options = { leastTexts: 1, dense: [], signal: undefined, onPart: () => undefined }
  const all = await readCorpus(texts, { ...options, mostColumns: 1000 })
  const { idf } = all.vocabulary
  t.same(
    [...idf],
    [...idf].toSorted((one, other) => one - other),
    'rarer ones are more telling',
  )
  const few = await readCorpus(texts, { ...options, mostColumns: 3 })
  t.same([...few.vocabulary.table.hashes()], [...all.vocabulary.table.hashes()].slice(0, 3))
  t.ok(few.corpus.columns.every((column) => column < 3))
})

t.test('what an encoder gives stands behind the features, with length 1', async (t) => {
  const dense = [Float32Array.from([3, -4]), Float32Array.from([0, 0])]
  const { corpus, vocabulary } = await readCorpus(['hola', 'hola', 'sin'], {
    leastTexts: 1,
    mostColumns: 1000,
    dense,
    signal: undefined,
    onPart: () => undefined,
  })
  const { size } = vocabulary.table
  t.equal(corpus.width, size + 2)
  const from = corpus.starts[2] ?? 0
  t.same([...corpus.columns.slice(from, from + 2)], [size, size + 1])
  const values = [...corpus.values.slice(from, from + 2)].map((value) => value * (corpus.scales[2] ?? 0))
  t.ok(Math.abs((values[0] ?? 0) - 0.6) < 1e-4 && Math.abs((values[1] ?? 0) + 0.8) < 1e-4, `${values}`)
  t.equal(corpus.scales[5], 0, 'zeros stay zeros')
  t.equal(corpus.starts[9], corpus.starts[8], 'a text without any has an empty block')
  const vector = createVectoriser(vocabulary).read('hola')
  const { length } = vector
  appendDense(vector, toUnitLength(new Float32Array(5000).fill(2)), size)
  t.equal(vector.length, length + 5000)
  t.equal(vector.columns[length + 4999], size + 4999)
})

t.test('features that are too rare are forgotten', async (t) => {
  const texts = ['comun unico', 'comun']
  const all = (await readTexts(texts)).vocabulary
  const some = (await readTexts(texts, 2)).vocabulary
  t.ok(some.table.size < all.table.size)
  const common = featuresOf('comun').words[0] ?? 0
  const rare = featuresOf('unico').words[0] ?? 0
  t.not(some.table.find(common), -1)
  t.equal(some.table.find(rare), -1)
  t.ok((all.idf[all.table.find(rare)] ?? 0) > (all.idf[all.table.find(common)] ?? 0), 'rare is telling')
})

t.test('texts that say the same look the same', async (t) => {
  const same: [string, string][] = [
    ['Facturación', 'FACTURACION'],
    ['ﬁnal', 'final'],
    ['ana@example.org', 'luis.perez@otra.com.uy'],
    ['https://a.example/x?y=1', 'www.b.example'],
    ['pedido AB-12345678', 'pedido ZX-99999999'],
    ['factura 2024', 'factura 555'],
    ["can't", 'can’t'],
  ]
  for (const [one, other] of same)
    t.equal(normaliseText(one).trim(), normaliseText(other).trim(), `${one} / ${other}`)
  t.not(normaliseText('2 semanas'), normaliseText('3 semanas'), 'a small number is kept')
  t.equal(normaliseText('x'.repeat(longestText + 10)).length, longestText)
  t.equal(normaliseText(''), '')
})

t.test('no address, reference or long number is left in what features are read from', async (t) => {
  const text = normaliseText(
    'Soy ana.lopez+x@example.co, pedido 12-345678, IBAN ES9121000418450200051332, https://x.example/t?k=secret',
  )
  for (const secret of ['ana', '345678', '2100', 'secret', 'example']) t.notMatch(text, new RegExp(secret))
})

t.test('a hostile text is read in linear time', async (t) => {
  for (const text of [
    '@'.repeat(20_000),
    'a.'.repeat(10_000),
    '-1'.repeat(10_000),
    'a1-'.repeat(7000),
    'http://'.repeat(3000),
  ]) {
    normaliseText(text)
    t.pass()
  }
})
