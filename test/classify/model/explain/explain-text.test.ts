import t from 'tap'
import { createAttribution } from '../../../../src/classify/model/explain/attribute-decision.ts'
import { createExplainer, explainText } from '../../../../src/classify/model/explain/explain-text.ts'
import { gatherWords } from '../../../../src/classify/model/explain/gather-words.ts'
import { placeFeatures } from '../../../../src/classify/model/explain/place-features.ts'
import { createFeatureSink } from '../../../../src/classify/model/features/feature-sink.ts'
import { hashFeatures } from '../../../../src/classify/model/features/hash-features.ts'
import { normaliseText } from '../../../../src/classify/model/text/normalise-text.ts'
import { createTextModel } from '../../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../../src/classify/model/train-text-model.ts'
import { drawTexts } from '../draw-texts.ts'

const { parts } = await trainTextModel(
  [
    ...drawTexts(12, 1),
    ...Array.from({ length: 12 }, (_, at) => ({
      text: `devolucion del articulo, pedido ABC-${12345 + at} de ana${at}@example.com, ${100 + at} euros`,
      label: 'devolver',
      group: `${at}`,
    })),
  ],
  { seed: 1, workers: 0, tune: false, calibrate: false },
)
const attribute = createAttribution(parts)
const explain = createExplainer(parts)

t.test('every feature of a text has its place, in the order of the features', async (t) => {
  const sink = createFeatureSink()
  for (const text of ["l'accés (no) va: foo/bar_9", ' a  b ', '!!! ', 'naïve😀x', 'x']) {
    const read = normaliseText(text)
    hashFeatures(read, sink)
    const places = placeFeatures(read)
    t.equal(places.words.length, sink.wordCount, text)
    t.equal(places.parts.length, sink.partCount, text)
    const own = createFeatureSink()
    places.words.forEach(({ token, before }, at) => {
      const { from, to } = places.tokens[token] ?? { from: 0, to: 0 }
      hashFeatures(read.slice(from, to), own)
      if (before === -1) t.equal(sink.words[at], own.words[0], read.slice(from, to))
    })
    for (const { token, from, to } of places.parts) {
      t.ok(places.tokens[token] !== undefined && from < to)
      t.notMatch(read.slice(from, to), / /)
    }
  }
})

t.test('what words spoke sums up to the distance between the two classes', async (t) => {
  const texts = [
    'factura con cobro doble',
    'devolucion del articulo 12345 y otra devolucion',
    'Mi paquete no llegó; factura?',
    '¡¡devolver!!',
  ]
  for (const text of texts) {
    const read = normaliseText(text)
    const found = attribute(read)
    if (found === null) throw new Error(`nothing is said of ${text}`)
    const words = gatherWords(read, found).reduce((sum, { score }) => sum + score, 0)
    t.ok(
      Math.abs(words + found.bias + found.dense - found.gap) < 1e-6,
      `${words + found.bias} is ${found.gap}`,
    )
    t.ok(Math.abs(found.gap) > 0)
  }
})

t.test('the words that carried a decision come first, and it is that of the model', async (t) => {
  const model = createTextModel(parts)
  const text = 'hola, quiero la devolucion del articulo'
  const explanation = explain(text, { most: 3 })
  t.match(explanation, { label: model.predict(text)?.label, runnerUp: model.predict(text)?.runnerUp })
  t.equal(explanation?.label, 'devolver')
  const found = explanation?.words ?? []
  t.equal(found.length, 3)
  t.ok(
    ['devolucion', 'articulo', 'del'].some((word) => found[0]?.text.includes(word)),
    JSON.stringify(found),
  )
  t.same(
    found.map(({ contribution }) => contribution),
    found.map(({ contribution }) => contribution).toSorted((one, other) => other - one),
  )
  const all = explain(text, { most: 100 })?.words ?? []
  t.ok(all.reduce((sum, { contribution }) => sum + contribution, 0) <= 1 + 1e-9)
  t.same(explainText(parts, text, { most: 3 }), explanation, 'the same each time')
})

t.test('a tie shows as one, with what spoke against', async (t) => {
  const clear = explain('factura: cobro doble en la tarjeta', { most: 5 })
  const tie = explain('factura y devolucion: pago del articulo', { most: 5 })
  t.ok((tie?.opposition ?? 0) > 0.5 && (tie?.opposition ?? 2) <= 1, `${tie?.opposition}`)
  t.ok((clear?.opposition ?? 1) < 0.3, `${clear?.opposition}`)
  const [forIt, against] = [tie?.words[0]?.text, tie?.against[0]?.text]
  t.ok(forIt !== undefined && against !== undefined && forIt !== against, `${forIt} ${against}`)
})

t.test('what is masked for the model stays masked', async (t) => {
  const text = 'devolucion del pedido ABC-99887 a ana@example.com por 4711 en https://example.com/ana'
  const explanation = explain(text, { most: 100 })
  const shown = JSON.stringify([explanation?.words, explanation?.against])
  for (const secret of ['99887', 'ana', '4711', '000', 'mailaddress', 'refnumber', 'weburl', 'example'])
    t.notOk(shown.includes(secret), `${secret} in ${shown}`)
  t.match(shown, /<reference>/)
  t.match(shown, /<e-mail address>/)
})

t.test('a word that the model knows by its parts alone is told by the part', async (t) => {
  const endings = ['able', 'mos', 'do', 'ero', 'cion', 'ble', 'ndo', 'ron']
  const { parts: ofStems } = await trainTextModel(
    ['financia', 'transporta'].flatMap((stem) =>
      endings.map((ending, at) => ({ text: `${stem}${ending}`, label: stem, group: `${stem}${at}` })),
    ),
    { seed: 1, workers: 0, tune: false, calibrate: false },
  )
  const explanation = explainText(ofStems, 'financiaremos', { most: 5 })
  t.match(explanation, { label: 'financia', runnerUp: 'transporta', words: [{ kind: 'part' }] })
  t.ok((explanation?.words[0]?.text.length ?? 99) <= 'financia'.length)
  t.match(explanation?.words[0]?.text, /nanc/)
  const known = explain('devolucion del articulo', { most: 9 })?.words ?? []
  t.equal(
    known.find(({ text }) => text.startsWith('devol'))?.kind,
    'word',
    'what it knows as a whole is told whole',
  )
})

t.test('what an encoder said counts, and has no words', async (t) => {
  const { parts: withDense } = await trainTextModel(
    Array.from({ length: 20 }, (_, row) => ({
      text: row % 2 === 0 ? 'hola buenas' : 'buenas tardes',
      label: row % 2 === 0 ? 'a' : 'b',
      group: `${row}`,
      dense: Float32Array.from([row % 2 === 0 ? 1 : -1, 0.1]),
    })),
    { seed: 1, workers: 0, tune: false, calibrate: false },
  )
  const dense = Float32Array.from([-1, 0.1])
  t.equal(explainText(withDense, 'hola', { most: 3 }), null)
  t.match(explainText(withDense, 'zzz', { most: 3, dense }), { label: 'b', words: [] })
  const found = createAttribution(withDense)('hola buenas', dense)
  const words = found === null ? [] : gatherWords('hola buenas', found)
  const sum = words.reduce((total, { score }) => total + score, (found?.bias ?? 0) + (found?.dense ?? 0))
  t.ok(Math.abs(sum - (found?.gap ?? 9)) < 1e-6 && found?.dense !== 0)
})

t.test('nothing is explained where nothing is said', async (t) => {
  for (const text of ['', '  ', '😀', '漢']) t.equal(explain(text, { most: 3 }), null, JSON.stringify(text))
  t.same(explain('devolucion', { most: 0 })?.words, [])
})
