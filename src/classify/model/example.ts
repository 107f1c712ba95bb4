import type { Settings } from './learn/lesson.ts'

/** One text that somebody has filed, as a classifier learns from it. */
export interface Example {
  /** Subject and body, as a person wrote them. */
  text: string
  /** Null: none of the classes; it teaches every class what it is not. */
  label: string | null
  /** ISO 639-1, where it is known. */
  language?: string
  /** What belongs together (a thread, a customer): it is never learnt from and judged by at once. Near-duplicates are found besides. */
  group?: string
  /** How much it counts; absent: 1. */
  weight?: number
  /** What an encoder made of it; all examples of a training have as many numbers, or none. */
  dense?: Float32Array
}

/** `svm`: each class against all others. `logistic`: all against each other, better with few rows a class, and slower. */
export type Learner = 'svm' | 'logistic'

export interface TrainOptions {
  /** The same examples, options, seed and version give the same model, on any machine and with any number of workers. */
  seed: number
  /** What each class is called or about, in words: it stands in for examples where there are few. Absent: nothing. */
  hints?: Readonly<Record<string, string>>
  /** Texts about nothing of this, in any language: they teach every class what it is not. They count in no figure. */
  background?: readonly string[]
  /** Texts that nobody has filed. They are learnt from when that makes held-out ones come out better. */
  unlabelled?: readonly string[]
  /** Which way of learning; absent: the better one for so many rows and classes. */
  learner?: Learner
  /** Whether price and balance are chosen by cross-validation on macro-F1. Absent: yes. */
  tune?: boolean
  /** How it learns, as an earlier training of the same found out; absent: chosen. */
  settings?: Settings
  /** Whether confidence is fitted on held-out texts, and figures are given. Absent: yes. Without it confidence is that of a guess. */
  calibrate?: boolean
  /** Threads that train at the same time; 0: all in this one. Absent: one for each processor, eight at most; 0 where there is little to do. */
  workers?: number
  /** Ends it: the promise is rejected with the signal's reason, and the threads end. */
  signal?: AbortSignal
  /** Called often, with parts of the whole work that rise from 0 to 1. */
  onProgress?: (part: number, doing: TrainPhase) => void
}

export type TrainPhase =
  | 'reading'
  | 'choosing'
  | 'cross-validating'
  | 'unlabelled'
  | 'training'
  | 'calibrating'
