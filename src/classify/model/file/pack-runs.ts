import { ModelRefused } from '../model-refused.ts'
import { readVarints, writeVarints } from './varints.ts'

/** Numbers of which many in a row are the same, as each number once and how often it comes. */
export interface PackedRuns {
  values: Float32Array
  lengths: Uint8Array
}

export const packRuns = (numbers: Float32Array): PackedRuns => {
  const values: number[] = []
  const lengths: number[] = []
  numbers.forEach((number, at) => {
    if (at === 0 || number !== numbers[at - 1]) {
      values.push(number)
      lengths.push(0)
    }
    lengths[lengths.length - 1] = (lengths.at(-1) as number) + 1
  })
  return { values: Float32Array.from(values), lengths: writeVarints(Int32Array.from(lengths)) }
}

/** `count` numbers. Throws `ModelRefused` when there are more or fewer. */
export const unpackRuns = ({ values, lengths }: PackedRuns, count: number): Float32Array => {
  const numbers = new Float32Array(count)
  let at = 0
  readVarints(lengths, values.length).forEach((length, index) => {
    numbers.fill(values[index] as number, at, at + length)
    at += length
  })
  if (at !== count) throw new ModelRefused('The parts of the model file do not fit each other.')
  return numbers
}
