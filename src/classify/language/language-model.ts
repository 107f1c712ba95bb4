import type { Confidence } from '../model/learn/confidence.ts'
import { columnCount, type LanguageFeatures } from './read-language-features.ts'

/** How languages are told apart: linear in the features of a text. It holds no text. */
export interface LanguageModel {
  /** ISO 639-1. Behind them stands one class more: any other language, or none. */
  readonly languages: readonly string[]
  /** Class `k` of `n` in column `c`: `weights[c * n + k] * scales[k]`. */
  readonly weights: Int8Array
  readonly scales: Float32Array
  readonly biases: Float32Array
  /** By how much there was to read; shortest first. */
  readonly confidences: readonly LengthConfidence[]
  /** Whose text it was made from, and under which licence. */
  readonly source: string
}

export interface LengthConfidence extends Confidence {
  /** It is for texts of at most so many letters; null: of any number. */
  mostLetters: number | null
}

export const classCountOf = ({ languages }: Pick<LanguageModel, 'languages'>): number => languages.length + 1

/** The score of each class, the other languages' last, into `scores`. */
export const scoreLanguages = (
  { weights, scales, biases }: LanguageModel,
  { columns, values, length }: LanguageFeatures,
  scores: Float64Array,
): void => {
  const count = scores.length
  scores.fill(0)
  for (let at = 0; at < length; at += 1) {
    const base = (columns[at] as number) * count
    const value = values[at] as number
    for (let k = 0; k < count; k += 1)
      scores[k] = (scores[k] as number) + value * (weights[base + k] as number)
  }
  for (let k = 0; k < count; k += 1)
    scores[k] = (scores[k] as number) * (scales[k] as number) + (biases[k] as number)
}

/** Rounds weights (`weights[klass * columnCount + column]`) to 127 steps of each class's largest. */
export const compressLanguageWeights = (
  weights: Float32Array,
  count: number,
): Pick<LanguageModel, 'weights' | 'scales'> => {
  const rounded = new Int8Array(columnCount * count)
  const scales = new Float32Array(count)
  for (let k = 0; k < count; k += 1) {
    const own = weights.subarray(k * columnCount, (k + 1) * columnCount)
    const scale = own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / 127
    scales[k] = scale
    if (scale === 0) continue
    own.forEach((weight, column) => {
      rounded[column * count + k] = Math.round(weight / scale)
    })
  }
  return { weights: rounded, scales }
}
