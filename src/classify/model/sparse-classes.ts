import type { LinearWeights } from './learn/linear-scores.ts'

/**
 * The weights of all classes as a model keeps them: a byte each, those that are zero left out, by column, so that one value of a
 * text finds all classes that it speaks for. `weight = value * scales[klass]`.
 */
export interface SparseClasses {
  /** Of column `c`: from `starts[c]` to before `starts[c + 1]`. */
  readonly starts: Int32Array
  readonly classes: Uint16Array
  readonly values: Int8Array
  readonly scales: Float32Array
  readonly biases: Float32Array
}

const mostClasses = 65_536

/** Rounds each class's weights to 127 steps of its largest. Throws a RangeError for more classes than can be numbered. */
export const compressWeights = ({ weights, biases, width }: LinearWeights): SparseClasses => {
  const count = biases.length
  if (count > mostClasses) throw new RangeError(`There may be ${mostClasses} classes at most.`)
  const scales = new Float32Array(count)
  for (let klass = 0; klass < count; klass += 1) {
    let largest = 0
    for (let at = klass * width; at < (klass + 1) * width; at += 1) {
      largest = Math.max(largest, Math.abs(weights[at] as number))
    }
    scales[klass] = largest / 127
  }
  const step = (klass: number, column: number): number => {
    const scale = scales[klass] as number
    return scale === 0 ? 0 : Math.round((weights[klass * width + column] as number) / scale)
  }
  const starts = new Int32Array(width + 1)
  let total = 0
  for (let column = 0; column < width; column += 1) {
    for (let klass = 0; klass < count; klass += 1) if (step(klass, column) !== 0) total += 1
    starts[column + 1] = total
  }
  const classes = new Uint16Array(total)
  const values = new Int8Array(total)
  for (let column = 0, at = 0; column < width; column += 1) {
    for (let klass = 0; klass < count; klass += 1) {
      const value = step(klass, column)
      if (value === 0) continue
      classes[at] = klass
      values[at] = value
      at += 1
    }
  }
  return { starts, classes, values, scales, biases: biases.slice() }
}

/** The scores of a text for each class, into `scores`. */
export const scoreText = (
  { starts, classes, values, scales, biases }: SparseClasses,
  text: { columns: Int32Array; values: Float32Array; length: number },
  scores: Float64Array,
): void => {
  scores.fill(0)
  for (let at = 0; at < text.length; at += 1) {
    const column = text.columns[at] as number
    const value = text.values[at] as number
    for (let j = starts[column] as number; j < (starts[column + 1] as number); j += 1) {
      const klass = classes[j] as number
      scores[klass] = (scores[klass] as number) + value * (values[j] as number)
    }
  }
  for (let klass = 0; klass < scores.length; klass += 1) {
    scores[klass] = (scores[klass] as number) * (scales[klass] as number) + (biases[klass] as number)
  }
}
