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

/** The weights of one class: those that are not zero, by rising column, in 127 steps of `scale`. */
export interface ClassWeights {
  columns: Int32Array<ArrayBuffer>
  values: Int8Array<ArrayBuffer>
  scale: number
  bias: number
}

/** Rounds a class's weights to 127 steps of its largest. */
export const compressClass = (weights: Float32Array, bias: number): ClassWeights => {
  let largest = 0
  for (let column = 0; column < weights.length; column += 1)
    largest = Math.max(largest, Math.abs(weights[column] as number))
  const scale = Math.fround(largest / 127)
  const least = scale / 2
  let count = 0
  for (let column = 0; column < weights.length; column += 1)
    if (Math.abs(weights[column] as number) > least) count += 1
  const columns = new Int32Array(count)
  const values = new Int8Array(count)
  for (let column = 0, at = 0; at < count; column += 1) {
    const weight = weights[column] as number
    if (Math.abs(weight) <= least) continue
    columns[at] = column
    values[at] = Math.max(-127, Math.min(127, Math.round(weight / scale)))
    at += 1
  }
  return { columns, values, scale, bias }
}

/** Puts classes together, in their order. Throws a RangeError for more than can be numbered. */
export const gatherClasses = (found: readonly ClassWeights[], width: number): SparseClasses => {
  if (found.length > mostClasses) throw new RangeError(`There may be ${mostClasses} classes at most.`)
  const starts = new Int32Array(width + 1)
  for (const { columns } of found)
    for (const column of columns) starts[column + 1] = (starts[column + 1] as number) + 1
  for (let column = 0; column < width; column += 1)
    starts[column + 1] = (starts[column + 1] as number) + (starts[column] as number)
  const total = starts[width] as number
  const next = starts.slice(0, width)
  const classes = new Uint16Array(total)
  const values = new Int8Array(total)
  found.forEach((own, klass) => {
    own.columns.forEach((column, index) => {
      const at = next[column] as number
      next[column] = at + 1
      classes[at] = klass
      values[at] = own.values[index] as number
    })
  })
  return {
    starts,
    classes,
    values,
    scales: Float32Array.from(found, ({ scale }) => scale),
    biases: Float32Array.from(found, ({ bias }) => bias),
  }
}

/** The scores of a text for each class, into `scores`: once in a while, where a scorer is not worth making. */
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
