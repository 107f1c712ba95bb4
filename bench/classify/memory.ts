import { parseArgs } from 'node:util'
import type { Example } from '../../src/classify/model/example.ts'
import { createRandom } from '../../src/classify/model/learn/random.ts'
import { encodeModel } from '../../src/classify/model/model-file.ts'
import { trainTextModel } from '../../src/classify/model/train-text-model.ts'
import { showProgress } from '../progress.ts'

/**
 * How much memory a training takes, in all its threads: `node bench/classify/memory.ts [--texts 100000] [--characters 300]
 * [--classes 100] [--workers 2] [--no-calibrate]`. The texts are drawn: words by Zipf's law from sixty thousand, a few of them telling of the class, so
 * that there are as many different features as in real tickets. Prints JSON; ends with 1 above a gigabyte.
 */
const { values } = parseArgs({
  options: {
    texts: { type: 'string', default: '100000' },
    characters: { type: 'string', default: '300' },
    classes: { type: 'string', default: '100' },
    workers: { type: 'string', default: '2' },
    calibrate: { type: 'boolean', default: true },
  },
  allowNegative: true,
})
const [texts, characters, classes, workers] = [
  values.texts,
  values.characters,
  values.classes,
  values.workers,
].map(Number) as [number, number, number, number]
const mostBytes = 1e9

const random = createRandom(1)
const below = (limit: number): number => Math.floor(random() * limit)

const syllables = [...'bcdfghjlmnprstv'].flatMap((first) => [...'aeiou'].map((second) => first + second))
const drawWord = (): string =>
  Array.from({ length: 1 + below(4) }, () => syllables[below(syllables.length)]).join('') +
  ['', '', 's', 'r', 'n'][below(5)]
const vocabulary = Array.from({ length: 60_000 }, drawWord)

/** Ranks by Zipf's law: the n-th word comes a n-th as often as the first. */
const drawRank = (): number => Math.min(vocabulary.length - 1, Math.floor(vocabulary.length ** random()) - 1)

const drawExample = (_: unknown, row: number): Example => {
  const klass = row % classes
  const words: string[] = []
  for (let length = 0; length < characters; ) {
    // One word of eight is one of thirty that belong to the class.
    const rank = random() < 0.125 ? 500 + klass * 30 + below(30) : drawRank()
    const word = vocabulary[rank] ?? ''
    words.push(word)
    length += word.length + 1
  }
  return { text: words.join(' '), label: `class ${klass}` }
}
const megabytes = (bytes: number): number => Math.round(bytes / 1e6)

const examples = Array.from({ length: texts }, drawExample)
const before = process.memoryUsage.rss()
const since = performance.now()
const { parts, heldOut, settings } = await trainTextModel(examples, {
  seed: 1,
  workers,
  calibrate: values.calibrate,
  onProgress: (part, doing) => showProgress(Math.floor(part * 1000), 1000, doing),
})
const seconds = Math.round((performance.now() - since) / 100) / 10
// In kilobytes on every system.
const most = process.resourceUsage().maxRSS * 1024
const right = heldOut.filter(({ label, predicted }) => label === predicted).length
process.stdout.write(
  `${JSON.stringify({
    texts,
    characters,
    classes,
    workers,
    calibrate: values.calibrate,
    learner: settings.learner,
    seconds,
    columns: parts.table.size,
    accuracy: heldOut.length === 0 ? null : right / heldOut.length,
    fileMegabytes: megabytes(encodeModel(parts, {}).length),
    textsMegabytes: megabytes(before),
    mostMegabytes: megabytes(most),
  })}\n`,
)
process.exitCode = most > mostBytes ? 1 : 0
