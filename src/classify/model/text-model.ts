import type { FeatureTable } from './features/feature-table.ts'
import { createVectoriser } from './features/vectoriser.ts'
import { type Confidence, confidenceOf, readStanding } from './learn/confidence.ts'
import { type SparseClasses, scoreText } from './sparse-classes.ts'
import { normaliseText } from './text/normalise-text.ts'

/** All that a trained model is. It holds no text that it was trained on. */
export interface ModelParts {
  labels: readonly string[]
  table: FeatureTable
  /** By column. */
  idf: Float32Array
  classes: SparseClasses
  confidence: Confidence
  /** Nineteen of twenty held-out texts of the training had a first score of at least this. */
  leastMargin: number
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

export interface TextModel {
  readonly labels: readonly string[]
  /** Null for a text without anything that the model knows. Linear in the text; not for two calls at the same time. */
  predict(text: string): Prediction | null
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
  classes,
  confidence,
  leastMargin,
}: ModelParts): TextModel => {
  const vectoriser = createVectoriser({ table, idf })
  const scores = new Float64Array(labels.length)
  return {
    labels,
    predict(text) {
      const vector = vectoriser.read(normaliseText(text))
      if (vector.length === 0) return null
      scoreText(classes, vector, scores)
      const standing = readStanding(scores, 0, labels.length, confidence.temperature)
      return {
        label: labels[standing.first] as string,
        confidence: confidenceOf(confidence, standing),
        inScope: standing.margin >= leastMargin,
        scopeScore: standing.margin,
        runnerUp: labels[standing.second] ?? null,
      }
    },
  }
}
