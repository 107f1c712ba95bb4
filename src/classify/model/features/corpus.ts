/** Blocks of a row: words, word parts, and what an encoder made of the text. Each is brought to length 1 by itself. */
export const blocks = 3

/**
 * Texts as rows of features, in memory that threads share. Block `b` of row `r` has `values[j] * scales[r * blocks + b]` in
 * `columns[j]`, for `j` from `starts[r * blocks + b]` to before `starts[r * blocks + b + 1]`. Values are kept in two bytes: with four,
 * a hundred thousand tickets would not fit into a small machine, and 32,767 steps are far finer than what a model keeps of a weight.
 */
export interface Corpus {
  /** Rows. */
  readonly height: number
  /** Columns: of the hashed features, most frequent first, then the encoder's. */
  readonly width: number
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Int16Array
  readonly scales: Float32Array
  /** Of each row, the sum of the squares of its values. */
  readonly squares: Float32Array
  /** Of each row, the part of its words and pairs of words that has columns (`Vector.familiar`). */
  readonly familiar: Float32Array
}

const steps = 32_767

/** An empty matrix of its final size, in shared memory. */
export const createCorpus = ({
  height,
  width,
  entries,
}: {
  height: number
  width: number
  entries: number
}): Corpus => ({
  height,
  width,
  starts: new Int32Array(new SharedArrayBuffer((height * blocks + 1) * 4)),
  columns: new Int32Array(new SharedArrayBuffer(entries * 4)),
  values: new Int16Array(new SharedArrayBuffer(entries * 2)),
  scales: new Float32Array(new SharedArrayBuffer(height * blocks * 4)),
  squares: new Float32Array(new SharedArrayBuffer(height * 4)),
  familiar: new Float32Array(new SharedArrayBuffer(height * 4)).fill(1),
})

/** Writes a block behind the one before; blocks have to come in their order, all of every row. */
export const writeBlock = (
  corpus: Corpus,
  block: number,
  { columns, values, from, to }: { columns: Int32Array; values: Float32Array; from: number; to: number },
): void => {
  const start = corpus.starts[block] as number
  let largest = 0
  for (let at = from; at < to; at += 1) largest = Math.max(largest, Math.abs(values[at] as number))
  const scale = Math.fround(largest / steps)
  let square = 0
  for (let at = from; at < to; at += 1) {
    const value = scale === 0 ? 0 : Math.round((values[at] as number) / scale)
    corpus.columns[start + at - from] = columns[at] as number
    corpus.values[start + at - from] = value
    square += value * value
  }
  const row = Math.floor(block / blocks)
  corpus.scales[block] = scale
  corpus.squares[row] = (corpus.squares[row] as number) + square * scale * scale
  corpus.starts[block + 1] = start + to - from
}
