import type { SparseRows } from '../sparse-rows.ts'
import type { LinearWeights } from './linear-scores.ts'
import { minimise } from './minimise.ts'

export interface LogisticOptions {
  /** Price of a mistake against the size of the weights. */
  c: number
  mostSteps: number
  tolerance: number
  /** A factor for each row; absent: 1. */
  rowWeights?: Float32Array
}

/**
 * All classes against each other: multinomial logistic regression. Better than a machine for each class where there are few rows a
 * class, and slower: time and memory go with columns times classes. `labels` are 0 to `classes` - 1.
 */
export const trainLogistic = (
  rows: SparseRows,
  labels: Int32Array,
  classes: number,
  options: LogisticOptions,
): LinearWeights => {
  const { starts, columns, values, height, width } = rows
  const penalty = 1 / options.c
  // By column, so that one value of a row touches neighbours in memory. The biases stand behind, without a penalty.
  const point = new Float32Array((width + 1) * classes)
  const biases = width * classes
  const scores = new Float64Array(classes)
  minimise(
    (at, gradient) => {
      let loss = 0
      for (let index = 0; index < biases; index += 1) {
        const weight = at[index] as number
        gradient[index] = penalty * weight
        loss += 0.5 * penalty * weight * weight
      }
      gradient.fill(0, biases)
      for (let row = 0; row < height; row += 1) {
        const [start, end] = [starts[row] as number, starts[row + 1] as number]
        const factor = options.rowWeights?.[row] ?? 1
        for (let k = 0; k < classes; k += 1) scores[k] = at[biases + k] as number
        for (let j = start; j < end; j += 1) {
          const [base, value] = [(columns[j] as number) * classes, values[j] as number]
          for (let k = 0; k < classes; k += 1) {
            scores[k] = (scores[k] as number) + value * (at[base + k] as number)
          }
        }
        const label = labels[row] as number
        loss -= factor * Math.log(toProbabilities(scores, label) + 1e-300)
        for (let k = 0; k < classes; k += 1) {
          scores[k] = factor * ((scores[k] as number) - (k === label ? 1 : 0))
          gradient[biases + k] = (gradient[biases + k] as number) + (scores[k] as number)
        }
        for (let j = start; j < end; j += 1) {
          const [base, value] = [(columns[j] as number) * classes, values[j] as number]
          for (let k = 0; k < classes; k += 1) {
            gradient[base + k] = (gradient[base + k] as number) + value * (scores[k] as number)
          }
        }
      }
      return loss
    },
    point,
    options,
  )
  const weights = new Float32Array(biases)
  for (let column = 0; column < width; column += 1) {
    for (let k = 0; k < classes; k += 1) weights[k * width + column] = point[column * classes + k] as number
  }
  return { weights, biases: point.slice(biases), width }
}

/** Turns scores into probabilities in place; returns that of `label`. */
const toProbabilities = (scores: Float64Array, label: number): number => {
  let largest = Number.NEGATIVE_INFINITY
  for (const score of scores) if (score > largest) largest = score
  let sum = 0
  for (let k = 0; k < scores.length; k += 1) {
    const power = Math.exp((scores[k] as number) - largest)
    scores[k] = power
    sum += power
  }
  for (let k = 0; k < scores.length; k += 1) scores[k] = (scores[k] as number) / sum
  return scores[label] as number
}
