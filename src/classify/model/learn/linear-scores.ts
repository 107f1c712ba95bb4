import type { SparseRows } from '../sparse-rows.ts'

/** Weights of every class, one after the other, and a bias each. */
export interface LinearWeights {
  /** `weights[klass * width + column]`. */
  weights: Float32Array
  biases: Float32Array
  width: number
}

/** The score of each row for each class: `scores[row * classes + klass]`. */
export const scoreRows = (rows: SparseRows, { weights, biases, width }: LinearWeights): Float32Array => {
  const classes = biases.length
  const scores = new Float32Array(rows.height * classes)
  for (let row = 0; row < rows.height; row += 1) {
    const [start, end] = [rows.starts[row] as number, rows.starts[row + 1] as number]
    for (let klass = 0; klass < classes; klass += 1) {
      const base = klass * width
      let score = biases[klass] as number
      for (let at = start; at < end; at += 1) {
        score += (weights[base + (rows.columns[at] as number)] as number) * (rows.values[at] as number)
      }
      scores[row * classes + klass] = score
    }
  }
  return scores
}
