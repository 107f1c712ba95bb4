import type { Lesson, Settings } from '../learn/lesson.ts'
import type { ClassWeights } from '../sparse-classes.ts'

/** A training: what to learn, how, and what to do with what was learnt. */
export interface Fitting {
  /** Tells one fitting of a training from another. */
  id: number
  lesson: Lesson
  settings: Settings
  seed: number
  /** Rows of the corpus to score as texts that were not there when it learnt; null: none. */
  judged: Int32Array | null
  /** Whether the weights are asked for. */
  wantsWeights: boolean
}

/** Some classes of a fitting; all of them where they cannot be learnt apart. */
export interface FitTask {
  fitting: Fitting
  from: number
  /** Not included. */
  to: number
}

export interface FitResult {
  /** `scores[(klass - from) * judged.length + index]`. */
  scores: Float32Array<ArrayBuffer>
  /** 1 for a judged row of which the lesson knows a feature. */
  known: Uint8Array<ArrayBuffer>
  /** How much of its words the lesson knows, 0..1. */
  familiar: Float32Array<ArrayBuffer>
  weights: ClassWeights[]
}
