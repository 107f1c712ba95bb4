import t from 'tap'
import { createRandom } from '../../../../src/classify/model/learn/random.ts'
import { chooseToLabel } from '../../../../src/classify/model/suggest/choose-to-label.ts'
import { measureUncertainty } from '../../../../src/classify/model/suggest/measure-uncertainty.ts'
import { createTextModel } from '../../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../../src/classify/model/train-text-model.ts'

interface Labelled {
  text: string
  label: string
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const letters = 'bcdfglmnprst'
const vowels = 'aeiou'

/** A made-up word, always the same for the same numbers. */
const wordOf = (random: () => number): string =>
  Array.from({ length: 3 }, () => {
    const pick = (from: string) => from[Math.floor(random() * from.length)] ?? ''
    return `${pick(letters)}${pick(vowels)}`
  }).join('')

/** Twelve classes, the first six times as frequent as the last, of six words each, among words that say nothing. */
const draw = (count: number, seed: number): Labelled[] => {
  const vocabulary = createRandom(5)
  const words = Array.from({ length: 12 }, () => Array.from({ length: 6 }, () => wordOf(vocabulary)))
  const filler = Array.from({ length: 40 }, () => wordOf(vocabulary))
  const random = createRandom(seed)
  const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? ''
  const shares = words.map((_, number) => 1 / (1 + 0.5 * number))
  const whole = sum(shares)
  return Array.from({ length: count }, () => {
    const drawn = random() * whole
    const klass = shares.findIndex((_, number) => drawn < sum(shares.slice(0, number + 1)))
    const own = Array.from({ length: 4 }, () => pick(words[klass] ?? []))
    const other = Array.from({ length: 3 }, () => pick(filler))
    return { label: `class ${klass}`, text: [...own, ...other].toSorted(() => random() - 0.5).join(' ') }
  })
}

const pool = draw(250, 1)
const held = draw(160, 2)

const learn = async (labelled: readonly Labelled[]) => {
  const options = { seed: 1, workers: 0, learner: 'svm', calibrate: false, tune: false } as const
  return createTextModel((await trainTextModel(labelled, options)).parts)
}

const macroF1 = async (labelled: readonly Labelled[]): Promise<number> => {
  const model = await learn(labelled)
  const said = held.map(({ text, label }) => ({ label, predicted: model.predict(text)?.label }))
  const labels = [...new Set(held.map(({ label }) => label))]
  const f1 = labels.map((label) => {
    const right = said.filter((one) => one.label === label && one.predicted === label).length
    const either =
      said.filter((one) => one.label === label).length + said.filter((one) => one.predicted === label).length
    return (2 * right) / either
  })
  return sum(f1) / labels.length
}

/** What labelling as many in random order would bring, on average. */
const byChance = async (from: readonly Labelled[], count: number, before: readonly Labelled[]) => {
  const scores: number[] = []
  for (let seed = 1; seed <= 3; seed += 1) {
    const random = createRandom(seed)
    const order = from.map((example) => ({ example, place: random() })).toSorted((a, b) => a.place - b.place)
    scores.push(await macroF1([...before, ...order.slice(0, count).map(({ example }) => example)]))
  }
  return sum(scores) / scores.length
}

const textsOf = (examples: readonly Labelled[]) => examples.map(({ text }) => text)

t.test('without a model, what it chooses teaches more than chance does', async (t) => {
  const chosen = chooseToLabel(textsOf(pool), { most: 24 })
  t.equal(chosen.length, 24)
  t.equal(new Set(chosen.map(({ row }) => row)).size, 24)
  const labelled = chosen.flatMap(({ row }) => pool[row] ?? [])
  const [own, chance] = [await macroF1(labelled), await byChance(pool, 24, [])]
  t.ok(own > chance + 0.05, `${own} against ${chance}`)
})

t.test('with a model, what it is unsure of brings it on further than chance does', async (t) => {
  const [known, rest] = [pool.slice(0, 12), pool.slice(12)]
  const model = await learn(known)
  const uncertainty = rest.map(({ text }) => 1 - (model.predict(text)?.confidence ?? 0))
  const chosen = chooseToLabel(textsOf(rest), { most: 12, uncertainty, known: textsOf(known) })
  const labelled = [...known, ...chosen.flatMap(({ row }) => rest[row] ?? [])]
  const [own, chance] = [await macroF1(labelled), await byChance(rest, 12, known)]
  t.ok(own > chance + 0.05, `${own} against ${chance}`)
  t.equal(chosen[0]?.uncertainty, uncertainty[chosen[0]?.row ?? -1])
})

t.test('the same texts give the same choice', async (t) => {
  t.same(chooseToLabel(textsOf(pool), { most: 20 }), chooseToLabel(textsOf(pool), { most: 20 }))
})

t.test('of texts that say nearly the same one is chosen, and none that is known', async (t) => {
  const same = 'El cliente indica que la factura de mayo tiene un importe que no es el acordado'
  const texts = [
    ...Array.from({ length: 20 }, () => same),
    'La contraseña de mi cuenta ya no sirve para entrar',
    'El paquete no ha llegado a la dirección de entrega',
  ]
  t.same(new Set(chooseToLabel(texts, { most: 10 }).map(({ row }) => row)), new Set([0, 20, 21]))
  t.same(new Set(chooseToLabel(texts, { most: 10, known: [same] }).map(({ row }) => row)), new Set([20, 21]))
})

t.test('what says nothing is not asked about', async (t) => {
  const texts = ['', '  ', 'ok', '??? 12345', 'hola', 'No puedo descargar la factura']
  t.same(chooseToLabel(texts, { most: 10 }), [{ row: 5, uncertainty: null }])
  t.same(chooseToLabel([], { most: 10 }), [])
  t.same(chooseToLabel(texts, { most: 0 }), [])
})

t.test('of two as typical texts the less certain one comes first', async (t) => {
  const texts = textsOf(pool.slice(0, 60))
  const [first] = chooseToLabel(texts, { most: 1 })
  const uncertainty = texts.map((_, row) => (row === first?.row ? 0.01 : 0.9))
  t.not(chooseToLabel(texts, { most: 1, uncertainty })[0]?.row, first?.row)
})

t.test('uncertainty is how near the second class comes to the first', async (t) => {
  t.equal(measureUncertainty([0.5, 0.5]), 1)
  t.equal(measureUncertainty([1, 0, 0]), 0)
  t.ok(Math.abs(measureUncertainty([0.2, 0.7, 0.1]) - 0.5) < 1e-9)
  t.equal(measureUncertainty([1]), 0)
  t.equal(measureUncertainty(null), 1)
})
