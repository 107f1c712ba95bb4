import type { Lesson } from '../learn/lesson.ts'
import { blocks, type Corpus } from './corpus.ts'

/**
 * 1 for each column of hashed features that a text of some class has. What only texts of no class have is known and yet strange: it
 * does not make a text more like what the model is for.
 */
export const markOwnColumns = (
  { starts, columns }: Corpus,
  { rows, targets }: Pick<Lesson, 'rows' | 'targets'>,
  width: number,
): Uint8Array => {
  const own = new Uint8Array(width)
  for (let at = 0; at < rows.length; at += 1) {
    if (targets[at] === -1) continue
    const first = (rows[at] as number) * blocks
    // The last block is an encoder's.
    const end = starts[first + blocks - 1] as number
    for (let j = starts[first] as number; j < end; j += 1) own[columns[j] as number] = 1
  }
  return own
}

/** Eight columns a byte, as a model file keeps them. */
export const packOwnColumns = (own: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(Math.ceil(own.length / 8))
  own.forEach((value, column) => {
    if (value === 1) bytes[column >> 3] = (bytes[column >> 3] as number) | (1 << (column & 7))
  })
  return bytes
}

/** Throws a RangeError when there are not as many as the width needs. */
export const unpackOwnColumns = (bytes: Uint8Array, width: number): Uint8Array => {
  if (bytes.length !== Math.ceil(width / 8)) throw new RangeError('There are too few columns, or too many.')
  return Uint8Array.from(
    { length: width },
    (_, column) => ((bytes[column >> 3] as number) >> (column & 7)) & 1,
  )
}
