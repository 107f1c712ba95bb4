import type { Example, TrainOptions } from '../example.ts'
import type { Lesson } from '../learn/lesson.ts'

/**
 * What a training has to learn from. Rows of the corpus are the examples, then hints, background and unlabelled texts, in this order.
 */
export interface TrainingSet {
  /** The classes, sorted. */
  labels: readonly string[]
  /** All texts by row, not yet normalised. */
  texts: readonly string[]
  /** Of each example: the number of its class; -1: none. */
  targets: Int32Array
  /** How much each example counts; null: all alike. */
  weights: Float32Array | null
  /** Rows that are learnt from always, and never judged, with their classes: hints and background. */
  always: { rows: Int32Array; targets: Int32Array }
  /** Rows that nobody has filed. */
  unlabelled: Int32Array
  /** What an encoder made of each example, with as many numbers of each; empty: there is none. */
  dense: readonly Float32Array[]
}

/** Throws a RangeError with a sentence about what is wrong. */
export const composeTrainingSet = (
  examples: readonly Example[],
  { hints = {}, background = [], unlabelled = [] }: TrainOptions,
): TrainingSet => {
  const labels = [...new Set(examples.flatMap(({ label }) => label ?? []))].sort()
  if (labels.length === 0)
    throw new RangeError('There is nothing to learn from: not one example has a class.')
  const numbers = new Map(labels.map((label, number) => [label, number]))
  const named = labels.flatMap((label, number) => {
    const text = hints[label]?.trim() ?? ''
    return text === '' ? [] : [{ text, number }]
  })
  const from = examples.length + named.length
  return {
    labels,
    texts: [
      ...examples.map(({ text }) => text),
      ...named.map(({ text }) => text),
      ...background,
      ...unlabelled,
    ],
    targets: Int32Array.from(examples, ({ label }) => (label === null ? -1 : (numbers.get(label) ?? -1))),
    weights: readWeights(examples),
    always: {
      rows: Int32Array.from({ length: named.length + background.length }, (_, at) => examples.length + at),
      targets: Int32Array.from([...named.map(({ number }) => number), ...background.map(() => -1)]),
    },
    unlabelled: Int32Array.from({ length: unlabelled.length }, (_, at) => from + background.length + at),
    dense: readDense(examples),
  }
}

/** Some examples, and what is learnt from always. */
export const composeLesson = (
  { labels, targets, weights, always }: TrainingSet,
  examples: Int32Array,
): Lesson => {
  const length = examples.length + always.rows.length
  const lesson = { rows: new Int32Array(length), targets: new Int32Array(length) }
  lesson.rows.set(examples)
  lesson.rows.set(always.rows, examples.length)
  lesson.targets.set(examples.map((row) => targets[row] as number))
  lesson.targets.set(always.targets, examples.length)
  if (weights === null) return { ...lesson, weights, classes: labels.length }
  const own = new Float32Array(length).fill(1)
  own.set(Float32Array.from(examples, (row) => weights[row] as number))
  return { ...lesson, weights: own, classes: labels.length }
}

const readWeights = (examples: readonly Example[]): Float32Array | null => {
  if (examples.every(({ weight = 1 }) => weight === 1)) return null
  const isOdd = ({ weight = 1 }: Example) => !(weight > 0 && Number.isFinite(weight))
  const odd = examples.findIndex(isOdd)
  if (odd !== -1) throw new RangeError(`The weight of example ${odd} is not a number above 0.`)
  return Float32Array.from(examples, ({ weight = 1 }) => weight)
}

const readDense = (examples: readonly Example[]): Float32Array[] => {
  const dense = examples.flatMap((example) => example.dense ?? [])
  if (dense.length === 0) return []
  const length = dense[0]?.length
  if (dense.length !== examples.length || dense.some((vector) => vector.length !== length))
    throw new RangeError('An encoder has to give as many numbers for each example.')
  if (dense.some((vector) => !vector.every(Number.isFinite)))
    throw new RangeError('An encoder gave something that is no finite number.')
  return dense
}
