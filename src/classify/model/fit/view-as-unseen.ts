import { blocks, type Corpus } from '../features/corpus.ts'
import { markOwnColumns } from '../features/own-columns.ts'
import type { Lesson } from '../learn/lesson.ts'

/** Rows as a model sees them that was trained on others: features that those have not count neither in a score nor in a length. */
export interface UnseenRows {
  rows: Int32Array
  /** In the place of the corpus's own, by index in `rows`. */
  scales: Float32Array
  /** 1: it has a feature that is known. */
  known: Uint8Array<ArrayBuffer>
  /** The part, 0..1, of its words and pairs of words that is familiar, as `Vector.familiar`. */
  familiar: Float32Array<ArrayBuffer>
}

export const viewAsUnseen = (corpus: Corpus, lesson: Lesson, rows: Int32Array): UnseenRows => {
  const { starts, columns, values } = corpus
  const isThere = new Uint8Array(corpus.width)
  const isOwn = markOwnColumns(corpus, lesson, corpus.width)
  for (const row of lesson.rows) {
    const end = starts[(row + 1) * blocks] as number
    for (let j = starts[row * blocks] as number; j < end; j += 1) isThere[columns[j] as number] = 1
  }
  const scales = new Float32Array(rows.length * blocks)
  const known = new Uint8Array(rows.length)
  const familiar = new Float32Array(rows.length)
  rows.forEach((row, index) => {
    for (let block = 0; block < blocks; block += 1) {
      const end = starts[row * blocks + block + 1] as number
      let square = 0
      let own = 0
      for (let j = starts[row * blocks + block] as number; j < end; j += 1) {
        const value = values[j] as number
        if (isThere[columns[j] as number] === 1) square += value * value
        if (isOwn[columns[j] as number] === 1) own += value * value
      }
      if (square === 0) continue
      scales[index * blocks + block] = 1 / Math.sqrt(square)
      known[index] = 1
      // A block of the corpus has length 1, so that this is its known part.
      if (block === 0)
        familiar[index] =
          own * (corpus.scales[row * blocks] as number) ** 2 * (corpus.familiar[row] as number)
    }
  })
  return { rows, scales, known, familiar }
}

/** Scores unseen rows for one class, into `scores`. Weights of features that were not there are zero. */
export const scoreUnseen = (
  { starts, columns, values }: Corpus,
  { rows, scales }: UnseenRows,
  { weights, bias }: { weights: Float32Array; bias: number },
  scores: Float32Array,
): void => {
  for (let index = 0; index < rows.length; index += 1) {
    let score = bias
    for (let block = 0; block < blocks; block += 1) {
      const at = (rows[index] as number) * blocks + block
      const end = starts[at + 1] as number
      let sum = 0
      for (let j = starts[at] as number; j < end; j += 1)
        sum += (weights[columns[j] as number] as number) * (values[j] as number)
      score += sum * (scales[index * blocks + block] as number)
    }
    scores[index] = score
  }
}
