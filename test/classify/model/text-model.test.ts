import t from 'tap'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { decodeModel, encodeModel, ModelRefused } from '../../../src/classify/model/model-file.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { type Example, trainTextModel } from '../../../src/classify/model/train-text-model.ts'

const words: Record<string, string[]> = {
  facturas: ['factura', 'cobro', 'pago', 'recibo', 'importe', 'tarjeta', 'cargo', 'doble'],
  envíos: ['paquete', 'envío', 'reparto', 'llega', 'seguimiento', 'tarde', 'dirección', 'almacén'],
  acceso: ['contraseña', 'entrar', 'cuenta', 'bloqueada', 'usuario', 'código', 'sesión', 'clave'],
}
const filler = [
  'hola',
  'por',
  'favor',
  'mi',
  'desde',
  'ayer',
  'no',
  'gracias',
  'necesito',
  'ayuda',
  'urgente',
]

/** Texts of three or four words of a class among others that say nothing. */
const draw = (count: number, seed: number): Example[] => {
  const random = createRandom(seed)
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? ''
  return Object.keys(words).flatMap((label) =>
    Array.from({ length: count }, () => {
      const own = Array.from({ length: 3 }, () => pick(words[label] ?? []))
      const other = Array.from({ length: 5 }, () => pick(filler))
      return { label, text: [...own, ...other].toSorted(() => random() - 0.5).join(' ') }
    }),
  )
}

const trained = trainTextModel(draw(30, 1), { seed: 1 })
const model = createTextModel(trained.parts)

t.test('a model tells the classes of texts that it has not seen, and knows how well', async (t) => {
  const fresh = draw(40, 2)
  const right = fresh.filter(({ text, label }) => model.predict(text)?.label === label).length
  t.ok(right / fresh.length > 0.95, `${right} of ${fresh.length}`)
  t.ok(Math.abs(trained.heldOut.accuracy - right / fresh.length) < 0.05, JSON.stringify(trained.heldOut))
  const sure = fresh.reduce((sum, { text }) => sum + (model.predict(text)?.confidence ?? 0), 0) / fresh.length
  t.ok(Math.abs(sure - right / fresh.length) < 0.06, `${sure}`)
})

t.test('what is like nothing of the training is out of scope, or unknown', async (t) => {
  for (const text of ['zzz qqq www', 'the weather in London tomorrow']) {
    const prediction = model.predict(text)
    t.ok(prediction === null || !prediction.inScope, `${text}: ${JSON.stringify(prediction)}`)
  }
  t.equal(model.predict(''), null)
  t.equal(model.predict('  \n'), null)
  t.equal(model.predict('factura cobro doble')?.inScope, true)
})

t.test('two kinds of words at once make it less sure', async (t) => {
  const one = model.predict('factura cobro pago')
  const both = model.predict('factura cobro paquete reparto')
  t.ok((both?.confidence ?? 1) < (one?.confidence ?? 0))
  t.same(new Set([both?.label, both?.runnerUp]), new Set(['facturas', 'envíos']))
})

t.test('the same examples give the same model, byte for byte', async (t) => {
  const again = trainTextModel(draw(30, 1), { seed: 1 })
  t.same(encodeModel(again.parts, {}), encodeModel(trained.parts, {}))
})

t.test('hints stand in for examples', async (t) => {
  const hints = Object.fromEntries(Object.entries(words).map(([label, list]) => [label, list.join(' ')]))
  const few = draw(2, 5)
  const fresh = draw(40, 6)
  const accuracy = (options: object) => {
    const own = createTextModel(trainTextModel(few, { seed: 1, ...options }).parts)
    return fresh.filter(({ text, label }) => own.predict(text)?.label === label).length / fresh.length
  }
  t.ok(accuracy({ hints }) > accuracy({}))
})

t.test('a machine for each class learns it too, and progress is told', async (t) => {
  const told: number[] = []
  const fresh = draw(20, 8)
  const { parts } = trainTextModel(draw(15, 7), {
    seed: 1,
    learner: 'svm',
    onProgress: (done) => told.push(done),
  })
  const own = createTextModel(parts)
  const right = fresh.filter(({ text, label }) => own.predict(text)?.label === label).length
  t.ok(right / fresh.length > 0.9, `${right} of ${fresh.length}`)
  t.same(told, [0, 1, 2, 3, 4, 5, 6])
})

t.test('one class is none to tell, one example a class is enough to begin', async (t) => {
  t.throws(() => trainTextModel([], { seed: 1 }), RangeError)
  t.throws(() => trainTextModel([{ text: 'a', label: 'x' }], { seed: 1 }), RangeError)
  const { parts } = trainTextModel(
    [
      { text: 'factura', label: 'x' },
      { text: 'paquete', label: 'y' },
    ],
    { seed: 1 },
  )
  t.equal(createTextModel(parts).predict('mi factura')?.label, 'x')
  const odd = trainTextModel(
    [
      { text: '', label: 'x' },
      { text: '😀'.repeat(30_000), label: 'y' },
      { text: 'factura', label: 'x' },
    ],
    { seed: 1 },
  )
  t.equal(createTextModel(odd.parts).predict('factura')?.label, 'x')
})

t.test('a file brings the same model back, and what was kept with it', async (t) => {
  const bytes = encodeModel(trained.parts, { trainedOn: 90 })
  const { parts, about } = decodeModel(bytes)
  t.same(about, { trainedOn: 90 })
  const again = createTextModel(parts)
  for (const { text } of draw(20, 9)) t.same(again.predict(text), model.predict(text))
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
