// Makes src/classify/language/language.model from the sentences, pairs and words of the Leipzig Corpora Collection (beside the
// repository, or where RELEVO_DATA_SETS says) and from the texts in scripts/language-text. Takes a few minutes. The texts stay out of
// the repository and out of the model, which holds weights of hashed word parts.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { encodeLanguageModel } from '../src/classify/language/language-file.ts'
import {
  classCountOf,
  compressLanguageWeights,
  type LanguageModel,
  type LengthConfidence,
  scoreLanguages,
} from '../src/classify/language/language-model.ts'
import { languageModelFile } from '../src/classify/language/load-language-model.ts'
import { columnCount, createLanguageReader } from '../src/classify/language/read-language-features.ts'
import { fitConfidence } from '../src/classify/model/learn/confidence.ts'
import { trainLogistic } from '../src/classify/model/learn/train-logistic.ts'
import {
  type LanguageExample,
  languages,
  readLanguageExamples,
} from './language-text/read-language-examples.ts'

const source =
  'Words and sentences of the Leipzig Corpora Collection (https://wortschatz.uni-leipzig.de), CC BY 4.0, by way of the test data of ' +
  'lingua-rs (https://github.com/pemistahl/lingua-rs), Apache-2.0; and sentences written for Relevo.'
const settings = { c: 20, mostSteps: 60, tolerance: 1e-4 }
/** Confidence is fitted apart for texts of so many letters at most. */
const lengths = [8, 15, 30, 60, null]

/** Each leaves out another part of the texts, by which its confidence is judged; what ships is the mean of their weights. */
const seeds = [7, 8, 9]

interface Weights {
  weights: Float32Array
  biases: Float32Array
}

const train = (examples: readonly LanguageExample[]): Weights => {
  const read = createLanguageReader()
  const starts = [0]
  let columns = new Int32Array(examples.length * 128)
  let values = new Float32Array(columns.length)
  for (const { text } of examples) {
    const features = read(text)
    const from = starts.at(-1) as number
    if (from + features.length > columns.length) {
      const [more, moreValues] = [new Int32Array(columns.length * 2), new Float32Array(columns.length * 2)]
      more.set(columns)
      moreValues.set(values)
      columns = more
      values = moreValues
    }
    columns.set(features.columns.subarray(0, features.length), from)
    values.set(features.values.subarray(0, features.length), from)
    starts.push(from + features.length)
  }
  return trainLogistic(
    { starts: Int32Array.from(starts), columns, values, height: examples.length, width: columnCount },
    {
      targets: Int32Array.from(examples, ({ klass }) => klass),
      weights: Float32Array.from(examples, ({ weight }) => weight),
      classes: classCountOf({ languages }),
    },
    settings,
  )
}

const toModel = (all: readonly Weights[], confidences: LengthConfidence[]): LanguageModel => {
  const mean = (arrays: readonly Float32Array[]): Float32Array =>
    Float32Array.from(arrays[0] ?? [], (_, at) =>
      arrays.reduce((sum, array) => sum + (array[at] as number) / arrays.length, 0),
    )
  return {
    languages,
    ...compressLanguageWeights(mean(all.map(({ weights }) => weights)), classCountOf({ languages })),
    biases: mean(all.map(({ biases }) => biases)),
    confidences,
    source,
  }
}

interface Scored {
  scores: Float64Array
  klass: number
  letters: number
}

const score = (model: LanguageModel, held: readonly LanguageExample[]): Scored[] => {
  const read = createLanguageReader()
  return held.map(({ text, klass }) => {
    const scores = new Float64Array(classCountOf(model))
    const features = read(text)
    scoreLanguages(model, features, scores)
    return { scores, klass, letters: features.letters }
  })
}

const fitConfidences = (scored: readonly Scored[]): LengthConfidence[] => {
  const count = classCountOf({ languages })
  return lengths.map((mostLetters, at) => {
    const before = lengths[at - 1] ?? -1
    const own = scored.filter(
      ({ letters }) => letters > before && (mostLetters === null || letters <= mostLetters),
    )
    const right = own.filter(({ scores, klass }) => scores.indexOf(Math.max(...scores)) === klass).length
    console.log(
      `up to ${mostLetters ?? 'any number of'} letters: ${right} of ${own.length} held-out texts right`,
    )
    const scores = new Float32Array(own.length * count)
    own.forEach((text, row) => {
      scores.set(text.scores, row * count)
    })
    const { temperature, weights } = fitConfidence(
      scores,
      Int32Array.from(own, ({ klass }) => klass),
      count,
    )
    return { mostLetters, temperature, weights }
  })
}

const folder = process.env['RELEVO_DATA_SETS'] ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
const all: Weights[] = []
const scored: Scored[] = []
for (const seed of seeds) {
  const { learnt, held } = await readLanguageExamples(folder, seed)
  console.log(`${learnt.length} texts to learn from, ${held.length} held out`)
  const weights = train(learnt)
  all.push(weights)
  scored.push(...score(toModel([weights], []), held))
}
const bytes = encodeLanguageModel(toModel(all, fitConfidences(scored)))
await writeFile(languageModelFile, bytes)
console.log(`${bytes.length} bytes`)
