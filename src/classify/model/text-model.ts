import { createScorer } from './create-scorer.ts'
import type { FeatureTable } from './features/feature-table.ts'
import { toUnitLength } from './features/to-unit-length.ts'
import { appendDense, createVectoriser } from './features/vectoriser.ts'
import { type Confidence, confidenceOf, readStanding } from './learn/confidence.ts'
import { type Scope, scopeScoreOf } from './learn/scope.ts'
import type { SparseClasses } from './sparse-classes.ts'
import { normaliseText } from './text/normalise-text.ts'

/** All that a trained model is. It holds no text that it was trained on. */
export interface ModelParts {
  labels: readonly string[]
  table: FeatureTable
  /** By column. */
  idf: Float32Array
  /** How many numbers of an encoder it reads besides; their columns stand behind those of the table. 0: none. */
  denseWidth: number
  classes: SparseClasses
  confidence: Confidence
  scope: Scope
  /** By column of the table: 1, if a text of some class has it. */
  own: Uint8Array
}

export interface Prediction {
  label: string
  /** The probability that `label` is right, 0..1, fitted on held-out texts. */
  confidence: number
  /** False: like nothing that the model was trained on, whatever the confidence. */
  inScope: boolean
  /** What `inScope` is decided by: the larger, the more like what the model was trained on. Comparable within one model alone. */
  scopeScore: number
  /** The class that comes next; null: there is but one. */
  runnerUp: string | null
}

/** Linear in the text; not for two calls at the same time. */
export interface TextModel {
  readonly labels: readonly string[]
  /** How many numbers of an encoder it needs for each text; 0: none. */
  readonly denseWidth: number
  /**
   * Null for a text without anything that the model knows, and from a model with `denseWidth` when `dense` is absent. Throws a
   * RangeError when `dense` is of another length.
   */
  predict(text: string, dense?: Float32Array): Prediction | null
  /** How likely each class is against the others, by label; they sum up to 1. Null and errors as `predict`. */
  probabilities(text: string, dense?: Float32Array): Float64Array | null
}

/** What carried a decision. */
export interface Explanation {
  label: string
  /** The class that it was decided against; null: there is but one. */
  runnerUp: string | null
  /**
   * The words and word parts that spoke most for `label` and against `runnerUp`, most telling first, as they stand in the normalised
   * text: numbers, addresses and references are masked. `contribution` is the part of all that spoke for it, 0..1.
   */
  words: { text: string; kind: 'word' | 'words' | 'part'; contribution: number }[]
}

export const createTextModel = ({
  labels,
  table,
  idf,
  denseWidth,
  classes,
  confidence,
  scope,
  own,
}: ModelParts): TextModel => {
  const vectoriser = createVectoriser({ table, idf }, own)
  const scorer = createScorer(classes)
  const scores = new Float64Array(labels.length)
  let familiar = 0
  /** False: there is nothing to say. */
  const score = (text: string, dense: Float32Array | undefined): boolean => {
    if (denseWidth > 0 && dense === undefined) return false
    if (dense !== undefined && dense.length !== denseWidth)
      throw new RangeError(`The model reads ${denseWidth} numbers of an encoder, not ${dense.length}.`)
    const vector = vectoriser.read(normaliseText(text))
    if (vector.length === 0 && denseWidth === 0) return false
    if (dense !== undefined) appendDense(vector, toUnitLength(dense), table.size)
    scorer(vector, scores)
    familiar = vector.familiar
    return true
  }
  return {
    labels,
    denseWidth,
    predict(text, dense) {
      if (!score(text, dense)) return null
      const standing = readStanding(scores, 0, labels.length, confidence.temperature)
      const scopeScore = scopeScoreOf(scope, { margin: standing.margin, familiar })
      return {
        label: labels[standing.first] as string,
        confidence: confidenceOf(confidence, standing),
        inScope: scopeScore >= scope.least,
        scopeScore,
        runnerUp: labels[standing.second] ?? null,
      }
    },
    probabilities: (text, dense) =>
      score(text, dense) ? toProbabilities(scores, confidence.temperature) : null,
  }
}

const toProbabilities = (scores: Float64Array, temperature: number): Float64Array => {
  const largest = scores.reduce((most, score) => Math.max(most, score))
  const powers = scores.map((score) => Math.exp((score - largest) / temperature))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
