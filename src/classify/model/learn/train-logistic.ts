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
 * class, and slower: time and memory go with columns times classes. Of a row of no class each class is as likely as any other.
 */
export const trainLogistic = (
  { starts, columns, values, height, width }: SparseRows,
  { targets, weights: rowWeights, classes }: Answers,
  options: LogisticOptions,
): LinearWeights => {
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
        const factor = rowWeights === null ? 1 : (rowWeights[row] as number)
        for (let k = 0; k < classes; k += 1) scores[k] = at[biases + k] as number
        for (let j = start; j < end; j += 1) {
          const [base, value] = [(columns[j] as number) * classes, values[j] as number]
          for (let k = 0; k < classes; k += 1) {
            scores[k] = (scores[k] as number) + value * (at[base + k] as number)
          }
        }
        const target = targets[row] as number
        loss += factor * toErrors(scores, target)
        for (let k = 0; k < classes; k += 1) {
          scores[k] = factor * (scores[k] as number)
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
  return { weights, biases: point.slice(biases) }
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
