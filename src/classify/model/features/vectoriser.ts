import type { SparseRows } from '../sparse-rows.ts'
import { createFeatureSink, type FeatureSink } from './feature-sink.ts'
import { createFeatureTable, type FeatureTable } from './feature-table.ts'
import { hashFeatures } from './hash-features.ts'

/** What it takes to read texts as a model was trained to: the known features and how telling each is. No text in it. */
export interface Vocabulary {
  table: FeatureTable
  /** Inverse document frequency by column; 0: too rare to count. */
  idf: Float32Array
}

/**
 * Counts the features of normalised training texts. A feature that stands in fewer than `leastTexts` of them is forgotten. Columns
 * are numbered by first appearance, so the same texts give the same vocabulary.
 */
export const fitVocabulary = (texts: readonly string[], leastTexts: number): Vocabulary => {
  const sink = createFeatureSink()
  const table = createFeatureTable()
  let counts = new Int32Array(4096)
  let lastText = new Int32Array(4096).fill(-1)
  const count = (hash: number, text: number): void => {
    const column = table.findOrAdd(hash)
    if (column >= counts.length) {
      const [more, later] = [new Int32Array(counts.length * 2), new Int32Array(counts.length * 2).fill(-1)]
      more.set(counts)
      later.set(lastText)
      counts = more
      lastText = later
    }
    if (lastText[column] === text) return
    lastText[column] = text
    counts[column] = (counts[column] as number) + 1
  }
  texts.forEach((text, index) => {
    hashFeatures(text, sink)
    for (let at = 0; at < sink.wordCount; at += 1) count(sink.words[at] as number, index)
    for (let at = 0; at < sink.partCount; at += 1) count(sink.parts[at] as number, index)
  })
  return keepFrequent(table, counts, { texts: texts.length, leastTexts })
}

const keepFrequent = (
  table: FeatureTable,
  counts: Int32Array,
  { texts, leastTexts }: { texts: number; leastTexts: number },
): Vocabulary => {
  const hashes = table.hashes()
  const kept = hashes.filter((_, column) => (counts[column] as number) >= leastTexts)
  const idf = new Float32Array(kept.length)
  const smaller = createFeatureTable(kept)
  for (let column = 0; column < hashes.length; column += 1) {
    const to = smaller.find(hashes[column] as number)
    if (to !== -1) idf[to] = Math.log((1 + texts) / (1 + (counts[column] as number))) + 1
  }
  return { table: smaller, idf }
}

/** The columns and values of one text, in arrays that are used again for the next. */
export interface Vector {
  columns: Int32Array
  values: Float32Array
  length: number
}

/** Turns normalised texts into vectors. Words and word parts are brought to length 1 each, so that neither outweighs the other. */
export interface Vectoriser {
  /** Good until the next call. */
  read(text: string): Vector
  readAll(texts: readonly string[]): SparseRows
}

export const createVectoriser = ({ table, idf }: Vocabulary): Vectoriser => {
  const sink: FeatureSink = createFeatureSink()
  const counts = new Float32Array(table.size)
  const vector: Vector = { columns: new Int32Array(1024), values: new Float32Array(1024), length: 0 }

  const grow = (): void => {
    const [columns, values] = [new Int32Array(vector.length * 2), new Float32Array(vector.length * 2)]
    columns.set(vector.columns)
    values.set(vector.values)
    Object.assign(vector, { columns, values })
  }
  const addBlock = (hashes: Int32Array, count: number): void => {
    const from = vector.length
    for (let at = 0; at < count; at += 1) {
      const column = table.find(hashes[at] as number)
      if (column === -1) continue
      if (counts[column] === 0) {
        if (vector.length === vector.columns.length) grow()
        vector.columns[vector.length++] = column
      }
      counts[column] = (counts[column] as number) + 1
    }
    let square = 0
    for (let at = from; at < vector.length; at += 1) {
      const column = vector.columns[at] as number
      const value = (1 + Math.log(counts[column] as number)) * (idf[column] as number)
      counts[column] = 0
      vector.values[at] = value
      square += value * value
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
    for (let at = from; at < vector.length; at += 1) vector.values[at] = (vector.values[at] as number) * scale
  }
  const read = (text: string): Vector => {
    hashFeatures(text, sink)
    vector.length = 0
    addBlock(sink.words, sink.wordCount)
    addBlock(sink.parts, sink.partCount)
    return vector
  }
  return {
    read,
    readAll(texts) {
      const starts = new Int32Array(texts.length + 1)
      let [columns, values] = [new Int32Array(texts.length * 128), new Float32Array(texts.length * 128)]
      texts.forEach((text, index) => {
        const { length } = read(text)
        const from = starts[index] as number
        if (from + length > columns.length) {
          const size = Math.max(columns.length * 2, from + length)
          const [moreColumns, moreValues] = [new Int32Array(size), new Float32Array(size)]
          moreColumns.set(columns)
          moreValues.set(values)
          columns = moreColumns
          values = moreValues
        }
        columns.set(vector.columns.subarray(0, length), from)
        values.set(vector.values.subarray(0, length), from)
        starts[index + 1] = from + length
      })
      const total = starts[texts.length] as number
      return {
        starts,
        columns: columns.slice(0, total),
        values: values.slice(0, total),
        height: texts.length,
        width: table.size,
      }
    },
  }
}
