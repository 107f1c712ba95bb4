import { ModelRefused } from '../model-refused.ts'

/** Whole numbers from 0, seven bits to a byte, the lowest first; a byte of 128 or more is not the last. LEB128, as in WebAssembly. */
export const writeVarints = (numbers: Int32Array | Uint16Array): Uint8Array => {
  let size = 0
  for (const number of numbers) {
    size += 1
    for (let rest = number >>> 7; rest > 0; rest >>>= 7) size += 1
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const number of numbers) {
    let rest = number
    for (; rest > 127; rest >>>= 7) bytes[at++] = (rest & 127) | 128
    bytes[at++] = rest
  }
  return bytes
}

/** `count` numbers, which `bytes` are to the last. Throws `ModelRefused`. */
export const readVarints = (bytes: Uint8Array, count: number): Int32Array => {
  if (count > bytes.length) throw new ModelRefused('The model file is shorter than its head says.')
  const numbers = new Int32Array(count)
  let at = 0
  for (let index = 0; index < count; index += 1) {
    let byte = bytes[at++] ?? 0
    let number = byte & 127
    for (let shift = 7; byte > 127 && shift < 35; shift += 7) {
      byte = bytes[at++] ?? 0
      number |= (byte & 127) << shift
    }
    numbers[index] = number
  }
  if (at !== bytes.length) throw new ModelRefused('Numbers of the model file cannot be read.')
  return numbers
}
