import type { SparseRows } from '../sparse-rows.ts'
import type { Lesson } from './lesson.ts'
import { minimise } from './minimise.ts'

export interface LogisticOptions {
  /** Price of a mistake against the size of the weights. */
  c: number
  mostSteps: number
  tolerance: number
}

/** What is right for each row of a matrix, as in a lesson. */
export type Answers = Pick<Lesson, 'targets' | 'weights' | 'classes'>

/** Weights of every class, one class after the other (`weights[klass * width + column]`), and a bias each. */
export interface LinearWeights {
  weights: Float32Array
  biases: Float32Array
}

/**
 * All classes against each other: multinomial logistic regression. Better than a machine for each class where there are few rows a
 * class, and slower: time goes with values times classes. Of a row of no class each class is as likely as any other.
 *
 * The best weights are a sum of rows (the representer theorem: Schölkopf, Herbrich and Smola, 2001), and so is every step towards them.
 * What is looked for is therefore how much of each row they have, with lengths and angles as those of the weights: the same steps,
 * over numbers of which there are a twentieth, because few rows have many columns.
 */
export const trainLogistic = (
  rows: SparseRows,
  { targets, weights: rowWeights, classes }: Answers,
  options: LogisticOptions,
): LinearWeights => {
  const { height, width } = rows
  const penalty = 1 / options.c
  // Shares of rows by row and class, and a bias for each class; behind them the scores that these shares give, and the biases again.
  const half = (height + 1) * classes
  const biases = height * classes
  const point = new Float32Array(half * 2)
  const scores = new Float64Array(classes)
  const sums = new Float32Array(width * classes)
  minimise(
    (at, gradient) => {
      let loss = 0
      gradient.fill(0, biases, half)
      for (let row = 0; row < height; row += 1) {
        const base = row * classes
        const factor = rowWeights === null ? 1 : (rowWeights[row] as number)
        for (let k = 0; k < classes; k += 1)
          scores[k] = (at[half + base + k] as number) + (at[biases + k] as number)
        loss += factor * toErrors(scores, targets[row] as number)
        for (let k = 0; k < classes; k += 1) {
          const error = factor * (scores[k] as number)
          const share = at[base + k] as number
          loss += 0.5 * penalty * share * (at[half + base + k] as number)
          gradient[base + k] = error + penalty * share
          gradient[biases + k] = (gradient[biases + k] as number) + error
        }
      }
      sumRows(rows, gradient, classes, sums)
      scoreSums(rows, sums, classes, gradient.subarray(half))
      gradient.copyWithin(half + biases, biases, half)
      return loss
    },
    point,
    {
      ...options,
      dot(one, other) {
        let sum = 0
        for (let index = 0; index < half; index += 1)
          sum += (one[index] as number) * (other[half + index] as number)
        return sum
      },
    },
  )
  sumRows(rows, point, classes, sums)
  const weights = new Float32Array(width * classes)
  for (let column = 0; column < width; column += 1) {
    for (let k = 0; k < classes; k += 1) weights[k * width + column] = sums[column * classes + k] as number
  }
  return { weights, biases: point.slice(biases, half) }
}

/** Adds rows up by their shares: by column, so that one value of a row touches neighbours in memory. */
const sumRows = (
  { starts, columns, values, height }: SparseRows,
  shares: Float32Array,
  classes: number,
  sums: Float32Array,
): void => {
  sums.fill(0)
  for (let row = 0; row < height; row += 1) {
    const from = row * classes
    const end = starts[row + 1] as number
    for (let j = starts[row] as number; j < end; j += 1) {
      const [base, value] = [(columns[j] as number) * classes, values[j] as number]
      for (let k = 0; k < classes; k += 1)
        sums[base + k] = (sums[base + k] as number) + value * (shares[from + k] as number)
    }
  }
}

/** What such sums, taken as weights, say of each row. */
const scoreSums = (
  { starts, columns, values, height }: SparseRows,
  sums: Float32Array,
  classes: number,
  into: Float32Array,
): void => {
  const scores = new Float64Array(classes)
  for (let row = 0; row < height; row += 1) {
    scores.fill(0)
    const end = starts[row + 1] as number
    for (let j = starts[row] as number; j < end; j += 1) {
      const [base, value] = [(columns[j] as number) * classes, values[j] as number]
      for (let k = 0; k < classes; k += 1)
        scores[k] = (scores[k] as number) + value * (sums[base + k] as number)
    }
    into.set(scores, row * classes)
  }
}

/** Turns scores in place into what each class's probability is off by; returns the loss. */
const toErrors = (scores: Float64Array, target: number): number => {
  const { length } = scores
  let largest = Number.NEGATIVE_INFINITY
  let total = 0
  for (let k = 0; k < length; k += 1) {
    const score = scores[k] as number
    total += score
    if (score > largest) largest = score
  }
  const wanted = target === -1 ? total / length : (scores[target] as number)
  let sum = 0
  for (let k = 0; k < length; k += 1) {
    const power = Math.exp((scores[k] as number) - largest)
    scores[k] = power
    sum += power
  }
  const uniform = target === -1 ? 1 / length : 0
  for (let k = 0; k < length; k += 1) scores[k] = (scores[k] as number) / sum - (k === target ? 1 : uniform)
  return Math.log(sum) + largest - wanted
}
