// Makes src/classify/language/language.model from the sentences, pairs and words of the Leipzig Corpora Collection (beside the
// repository, or where RELEVO_DATA_SETS says) and from the texts in scripts/language-text. Takes a few minutes. The texts stay out of
// the repository and out of the model, which holds weights of hashed word parts.
import { readFile, writeFile } from 'node:fs/promises'
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

const train = (examples: readonly LanguageExample[]): LanguageModel => {
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
  const { weights, biases } = trainLogistic(
    { starts: Int32Array.from(starts), columns, values, height: examples.length, width: columnCount },
    {
      targets: Int32Array.from(examples, ({ klass }) => klass),
      weights: Float32Array.from(examples, ({ weight }) => weight),
      classes: classCountOf({ languages }),
    },
    settings,
  )
  return {
    languages,
    ...compressLanguageWeights(weights, classCountOf({ languages })),
    biases,
    confidences: [],
    source,
  }
}

/** From texts that the model has not seen. */
const fitConfidences = (model: LanguageModel, held: readonly LanguageExample[]): LengthConfidence[] => {
  const read = createLanguageReader()
  const count = classCountOf(model)
  const scored = held.map(({ text, klass }) => {
    const scores = new Float64Array(count)
    const features = read(text)
    scoreLanguages(model, features, scores)
    return { scores, klass, letters: features.letters }
  })
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

const { learnt, held } = await readLanguageExamples(
  process.env['RELEVO_DATA_SETS'] ?? new URL('../../shared/data', import.meta.url).pathname,
)
console.log(`${learnt.length} texts to learn from, ${held.length} held out`)
const confidences = fitConfidences(train(learnt), held)
const model: LanguageModel = { ...train([...learnt, ...held]), confidences }
await writeFile(languageModelFile, encodeLanguageModel(model))
console.log(`${(await readFile(languageModelFile)).length} bytes`)
