import { ModelRefused } from '../model-refused.ts'
import type { SparseClasses } from '../sparse-classes.ts'
import { readVarints, writeVarints } from './varints.ts'

/** Weights as a file holds them: two bytes for nearly each. */
export interface PackedClasses {
  /** Of each column, how many classes it speaks for or against. */
  counts: Uint8Array
  /** Of each weight, how much further its class is than that of the weight before, within a column. */
  classes: Uint8Array
  values: Int8Array
}

export const packClasses = ({ starts, classes, values }: SparseClasses): PackedClasses => {
  const counts = new Int32Array(starts.length - 1)
  const steps = new Uint16Array(classes.length)
  for (let column = 0; column < counts.length; column += 1) {
    const [from, to] = [starts[column] as number, starts[column + 1] as number]
    counts[column] = to - from
    let before = 0
    for (let at = from; at < to; at += 1) {
      const klass = classes[at] as number
      steps[at] = klass - before
      before = klass
    }
  }
  return { counts: writeVarints(counts), classes: writeVarints(steps), values }
}

/** Throws `ModelRefused` unless every column and class is there, so that a text can be scored without looking again. */
export const unpackClasses = (
  packed: PackedClasses,
  { width, scales, biases }: { width: number; scales: Float32Array; biases: Float32Array },
): SparseClasses => {
  const { values } = packed
  const counts = readVarints(packed.counts, width)
  const steps = readVarints(packed.classes, values.length)
  const starts = new Int32Array(width + 1)
  const classes = new Uint16Array(values.length)
  let at = 0
  for (let column = 0; column < width; column += 1) {
    const to = at + (counts[column] as number)
    if (to < at || to > values.length) throw new ModelRefused(misfit)
    let klass = 0
    for (; at < to; at += 1) {
      klass += steps[at] as number
      if (!(klass < scales.length)) throw new ModelRefused(misfit)
      classes[at] = klass
    }
    starts[column + 1] = at
  }
  if (at !== values.length || biases.length !== scales.length) throw new ModelRefused(misfit)
  return { starts, classes, values, scales, biases }
}

const misfit = 'The parts of the model file do not fit each other.'
