import t from 'tap'
import type { Example } from '../../../src/classify/model/example.ts'
import { createRandom } from '../../../src/classify/model/learn/random.ts'
import { createTextModel } from '../../../src/classify/model/text-model.ts'
import { trainTextModel } from '../../../src/classify/model/train-text-model.ts'
import { drawTexts } from '../model/draw-texts.ts'

/** What an encoder is joined for: numbers that tell what the words do not, and no harm by numbers that tell nothing. */
const rightAfter = async (examples: readonly Example[], fresh: readonly Example[]): Promise<number> => {
  const { parts } = await trainTextModel(examples, { seed: 1, workers: 0 })
  const model = createTextModel(parts)
  return (
    fresh.filter(({ text, label, dense }) => model.predict(text, dense)?.label === label).length /
    fresh.length
  )
}

const width = 32
const withDense = (
  examples: readonly Example[],
  seed: number,
  signalOf: (example: Example) => number,
): Example[] => {
  const random = createRandom(seed)
  return examples.map((example) => {
    const dense = Float32Array.from({ length: width }, () => random() - 0.5)
    dense[0] = (dense[0] ?? 0) + signalOf(example)
    return { ...example, dense }
  })
}

t.test('what only the encoder hears is learnt', async (t) => {
  const draw = (count: number, seed: number) =>
    withDense(
      Array.from({ length: count }, (_, at) => ({
        text: `mensaje ${at % 7}`,
        label: at % 2 === 0 ? 'a' : 'b',
      })),
      seed,
      ({ label }) => (label === 'a' ? 2 : -2),
    )
  t.ok((await rightAfter(draw(30, 1), draw(40, 2))) > 0.95)
})

t.test('numbers that say nothing take little away', async (t) => {
  const [examples, fresh] = [drawTexts(6, 10), drawTexts(40, 11)]
  const plain = await rightAfter(examples, fresh)
  const noisy = await rightAfter(
    withDense(examples, 5, () => 0),
    withDense(fresh, 6, () => 0),
  )
  t.ok(plain > 0.9, `${plain}`)
  t.ok(noisy > plain - 0.1, `${noisy} after ${plain}`)
})
