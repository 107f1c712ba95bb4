import { createFeatureSink } from '../features/feature-sink.ts'
import { hashFeatures } from '../features/hash-features.ts'
import { toUnitLength } from '../features/to-unit-length.ts'
import { appendDense, createVectoriser } from '../features/vectoriser.ts'
import { readStanding } from '../learn/confidence.ts'
import { scoreText } from '../sparse-classes.ts'
import type { ModelParts } from '../text-model.ts'
import { type FeaturePlaces, placeFeatures } from './place-features.ts'

/** What each feature of a text added to the score of the first class and took from that of the second. */
export interface Attribution {
  /** Indices into the labels; `second` -1: there is but one, and nothing is taken off. */
  first: number
  second: number
  /** The first score less the second: all that follows together. */
  gap: number
  bias: number
  /** By what an encoder made of the text, which has no place in it. */
  dense: number
  places: FeaturePlaces
  /** By the place of the feature: what stands more than once has its contribution in equal shares. */
  words: Float64Array
  parts: Float64Array
}

/** Null: as of `TextModel.predict`. `text` is normalised. Linear in the text. */
export type Attribute = (text: string, dense?: Float32Array) => Attribution | null

export const createAttribution = ({
  labels,
  table,
  idf,
  denseWidth,
  classes,
  confidence,
}: ModelParts): Attribute => {
  const vectoriser = createVectoriser({ table, idf })
  const sink = createFeatureSink()
  const scores = new Float64Array(labels.length)
  /** By column; all zero between two texts. */
  const contributions = new Float64Array(table.size)
  const weightOf = (column: number, klass: number): number => {
    for (let j = classes.starts[column] as number; j < (classes.starts[column + 1] as number); j += 1)
      if (classes.classes[j] === klass)
        return (classes.values[j] as number) * (classes.scales[klass] as number)
    return 0
  }
  return (text, dense) => {
    if (denseWidth > 0 && dense === undefined) return null
    const vector = vectoriser.read(text)
    const ownLength = vector.length
    if (dense !== undefined) appendDense(vector, toUnitLength(dense), table.size)
    if (vector.length === 0) return null
    scoreText(classes, vector, scores)
    const { first, second, gap } = readStanding(scores, 0, labels.length, confidence.temperature)
    const differ = (column: number): number =>
      weightOf(column, first) - (second === -1 ? 0 : weightOf(column, second))
    let ofDense = 0
    for (let at = 0; at < vector.length; at += 1) {
      const column = vector.columns[at] as number
      const contribution = (vector.values[at] as number) * differ(column)
      if (at < ownLength) contributions[column] = contribution
      else ofDense += contribution
    }
    hashFeatures(text, sink)
    const share = (hashes: Int32Array, count: number): Float64Array => {
      const columns = Int32Array.from({ length: count }, (_, at) => table.find(hashes[at] as number))
      const times = new Map<number, number>()
      for (const column of columns) times.set(column, (times.get(column) ?? 0) + 1)
      return Float64Array.from(columns, (column) =>
        column === -1 ? 0 : (contributions[column] as number) / (times.get(column) as number),
      )
    }
    const attribution = {
      first,
      second,
      gap: second === -1 ? (scores[first] as number) : gap,
      bias: (classes.biases[first] as number) - (second === -1 ? 0 : (classes.biases[second] as number)),
      dense: ofDense,
      places: placeFeatures(text),
      words: share(sink.words, sink.wordCount),
      parts: share(sink.parts, sink.partCount),
    }
    for (let at = 0; at < ownLength; at += 1) contributions[vector.columns[at] as number] = 0
    return attribution
  }
}
