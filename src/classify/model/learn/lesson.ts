/** What a learner learns from: some rows of a corpus, and what is right for each. In memory that threads share. */
export interface Lesson {
  /** Rows of the corpus. */
  readonly rows: Int32Array
  /** The class of each; -1: none, which teaches every class what it is not. */
  readonly targets: Int32Array
  /** How much each counts, above 0; null: all alike. */
  readonly weights: Float32Array | null
  /** Classes; they are numbered from 0. */
  readonly classes: number
}

/** How it learns. */
export type Settings =
  /** `c`: price of a mistake against the size of the weights. `balance` 0: all rows count alike; 1: a class's rows as much as all others. */
  { learner: 'svm'; c: number; balance: number } | { learner: 'logistic'; c: number }
