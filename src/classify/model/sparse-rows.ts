import { blocks, type Corpus } from './features/corpus.ts'

/** A matrix of few values a row: row `i` has `values[j]` in `columns[j]`, for `j` from `starts[i]` to before `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
  /** Rows. */
  readonly height: number
  /** Columns. */
  readonly width: number
}

/** Some rows of a corpus with the columns that they have alone, numbered anew; `columns` are their numbers in the corpus. */
export interface CompactRows {
  readonly matrix: SparseRows
  readonly columns: Int32Array
}

export const compactRows = (corpus: Corpus, rows: Int32Array): CompactRows => {
  const starts = new Int32Array(rows.length + 1)
  const numbers = new Int32Array(corpus.width).fill(-1)
  let width = 0
  rows.forEach((row, at) => {
    const [from, to] = [corpus.starts[row * blocks] as number, corpus.starts[(row + 1) * blocks] as number]
    starts[at + 1] = (starts[at] as number) + to - from
    for (let j = from; j < to; j += 1) {
      const column = corpus.columns[j] as number
      if (numbers[column] === -1) numbers[column] = width++
    }
  })
  const columns = new Int32Array(width)
  numbers.forEach((number, column) => {
    if (number !== -1) columns[number] = column
  })
  const entries = starts[rows.length] as number
  const matrix = {
    starts,
    columns: new Int32Array(entries),
    values: new Float32Array(entries),
    height: rows.length,
    width,
  }
  let to = 0
  for (const row of rows) {
    for (let block = row * blocks; block < (row + 1) * blocks; block += 1) {
      const scale = corpus.scales[block] as number
      for (let j = corpus.starts[block] as number; j < (corpus.starts[block + 1] as number); j += 1) {
        matrix.columns[to] = numbers[corpus.columns[j] as number] as number
        matrix.values[to] = (corpus.values[j] as number) * scale
        to += 1
      }
    }
  }
  return { matrix, columns }
}
