import { createFeatureSink } from './feature-sink.ts'
import { hashFeatures } from './hash-features.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The columns and values of one text, in arrays that are used again for the next. */
export interface Vector {
  columns: Int32Array
  values: Float32Array
  /** Before it lie words and pairs of words, from it on word parts. */
  words: number
  length: number
  /** The part, 0..1, of its words and pairs of words that is familiar, by the squares of how telling they are; unknown ones are as the rarest. */
  familiar: number
}

/** Turns normalised texts into vectors. Words and word parts are brought to length 1 each, so that neither outweighs the other. */
export interface Vectoriser {
  /** Good until the next call. */
  read(text: string): Vector
}

/** Puts what an encoder made of the text behind its features, in columns from `from` on. */
export const appendDense = (vector: Vector, dense: Float32Array, from: number): void => {
  makeRoom(vector, vector.length + dense.length)
  dense.forEach((value, index) => {
    vector.columns[vector.length + index] = from + index
    vector.values[vector.length + index] = value
  })
  vector.length += dense.length
}

const makeRoom = (vector: Vector, size: number): void => {
  if (size <= vector.columns.length) return
  const columns = new Int32Array(size * 2)
  columns.set(vector.columns)
  const values = new Float32Array(size * 2)
  values.set(vector.values)
  vector.columns = columns
  vector.values = values
}

/** What a feature counts that stands so often in a text. */
const dampened = Float64Array.from({ length: 256 }, (_, count) => 1 + Math.log(Math.max(1, count)))
const dampen = (count: number): number => dampened[count] ?? 1 + Math.log(count)

/** `own`: 1 for each column that counts as familiar; absent: all do. */
export const createVectoriser = (
  { table, idf }: Vocabulary,
  own: Uint8Array = new Uint8Array(table.size).fill(1),
): Vectoriser => {
  const sink = createFeatureSink()
  const counts = new Int32Array(table.size)
  const vector: Vector = {
    columns: new Int32Array(1024),
    values: new Float32Array(1024),
    words: 0,
    length: 0,
    familiar: 0,
  }
  let rarest = 1
  for (const value of idf) if (value > rarest) rarest = value

  /** Returns what part of the block is known. */
  const addBlock = (hashes: Int32Array, count: number): number => {
    const from = vector.length
    makeRoom(vector, from + count)
    const { columns, values } = vector
    let length = from
    let unknown = 0
    for (let at = 0; at < count; at += 1) {
      const column = table.find(hashes[at] as number)
      if (column === -1) {
        unknown += 1
        continue
      }
      const before = counts[column] as number
      if (before === 0) columns[length++] = column
      counts[column] = before + 1
    }
    let square = 0
    let familiar = 0
    for (let at = from; at < length; at += 1) {
      const column = columns[at] as number
      const value = dampen(counts[column] as number) * (idf[column] as number)
      counts[column] = 0
      values[at] = value
      square += value * value
      familiar += value * value * (own[column] as number)
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
    for (let at = from; at < length; at += 1) values[at] = (values[at] as number) * scale
    vector.length = length
    return square === 0 ? 0 : familiar / (square + unknown * rarest * rarest)
  }
  return {
    read(text) {
      hashFeatures(text, sink)
      vector.length = 0
      vector.familiar = addBlock(sink.words, sink.wordCount)
      vector.words = vector.length
      addBlock(sink.parts, sink.partCount)
      return vector
    },
  }
}
