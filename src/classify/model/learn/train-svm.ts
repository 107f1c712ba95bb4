import type { SparseRows } from '../sparse-rows.ts'
import { createRandom } from './random.ts'

export interface SvmOptions {
  /** Price of a mistake against the size of the weights. */
  c: number
  /** 0: all rows count alike; 1: a class's rows together count as much as all the others together. */
  balance: number
  /** Stop when the largest violation of the optimality conditions spreads no further than this. */
  tolerance: number
  mostRounds: number
  seed: number
  /** A factor for each row; absent: 1. */
  rowWeights?: Float32Array
}

/**
 * One class against all others: a linear SVM with squared hinge loss, by dual coordinate descent with shrinking. Rows of `labels`
 * that are `klass` are positive. Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, as LIBLINEAR
 * does it. Deterministic for a seed. `weights` (as long as the matrix is wide) is filled; the bias is returned.
 */
export const trainSvm = (
  rows: SparseRows,
  labels: Int32Array,
  klass: number,
  options: SvmOptions,
  weights: Float32Array,
): number => {
  const { starts, columns, values, height } = rows
  const random = createRandom(options.seed ^ Math.imul(klass + 1, 0x9e3779b1))
  const target = new Float32Array(height)
  let positives = 0
  for (let row = 0; row < height; row += 1) {
    const isPositive = labels[row] === klass
    target[row] = isPositive ? 1 : -1
    if (isPositive) positives += 1
  }
  const ratio = positives === 0 ? 1 : ((height - positives) / positives) ** options.balance
  const diagonal = new Float64Array(height)
  const curvature = new Float64Array(height)
  for (let row = 0; row < height; row += 1) {
    // The bias is a feature that every row has with value 1.
    let square = 1
    for (let at = starts[row] as number; at < (starts[row + 1] as number); at += 1) {
      square += (values[at] as number) ** 2
    }
    const price = options.c * (target[row] === 1 ? ratio : 1) * (options.rowWeights?.[row] ?? 1)
    diagonal[row] = 0.5 / price
    curvature[row] = square + (diagonal[row] as number)
  }
  const alphas = new Float64Array(height)
  const order = Int32Array.from({ length: height }, (_, row) => row)
  let bias = 0
  let active = height
  let largestBefore = Number.POSITIVE_INFINITY
  weights.fill(0)
  for (let round = 0; round < options.mostRounds; round += 1) {
    let largest = Number.NEGATIVE_INFINITY
    let smallest = Number.POSITIVE_INFINITY
    for (let at = 0; at < active; at += 1) {
      const other = at + Math.floor(random() * (active - at))
      const row = order[other] as number
      order[other] = order[at] as number
      order[at] = row
      const [start, end] = [starts[row] as number, starts[row + 1] as number]
      const sign = target[row] as number
      const alpha = alphas[row] as number
      let score = bias
      for (let j = start; j < end; j += 1)
        score += (weights[columns[j] as number] as number) * (values[j] as number)
      const gradient = score * sign - 1 + alpha * (diagonal[row] as number)
      let violation = gradient
      if (alpha === 0) {
        if (gradient > largestBefore) {
          // Far on the right side: it is not looked at again until all others have settled.
          active -= 1
          order[at] = order[active] as number
          order[active] = row
          at -= 1
          continue
        }
        violation = Math.min(gradient, 0)
      }
      if (violation > largest) largest = violation
      if (violation < smallest) smallest = violation
      if (Math.abs(violation) < 1e-12) continue
      const next = Math.max(alpha - gradient / (curvature[row] as number), 0)
      alphas[row] = next
      const step = (next - alpha) * sign
      if (step === 0) continue
      for (let j = start; j < end; j += 1) {
        const column = columns[j] as number
        weights[column] = (weights[column] as number) + step * (values[j] as number)
      }
      bias += step
    }
    if (largest - smallest <= options.tolerance) {
      if (active === height) break
      active = height
      largestBefore = Number.POSITIVE_INFINITY
    } else largestBefore = largest <= 0 ? Number.POSITIVE_INFINITY : largest
  }
  return bias
}
