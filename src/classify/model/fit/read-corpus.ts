import { blocks, type Corpus, createCorpus, writeBlock } from '../features/corpus.ts'
import { createFeatureCounter } from '../features/feature-counter.ts'
import { toUnitLength } from '../features/to-unit-length.ts'
import { createVectoriser } from '../features/vectoriser.ts'
import type { Vocabulary } from '../features/vocabulary.ts'
import { type TurnOptions, takeTurns } from './take-turns.ts'

export interface ReadCorpusOptions extends TurnOptions {
  /** What stands in fewer texts is forgotten. */
  leastTexts: number
  /** Not more columns of hashed features than these, the most frequent ones. */
  mostColumns: number
  /** What an encoder made of the first texts: as many numbers of each. */
  dense: readonly Float32Array[]
}

/**
 * Reads normalised texts into a matrix, in two passes: the first counts, so that the second can write into memory of the right size.
 * Rejects with the signal's reason.
 */
export const readCorpus = async (
  texts: readonly string[],
  { leastTexts, mostColumns, dense, signal, onPart }: ReadCorpusOptions,
): Promise<{ corpus: Corpus; vocabulary: Vocabulary }> => {
  const { vocabulary, entries } = await countFeatures(texts, {
    ...{ leastTexts, mostColumns, signal },
    onPart: (part) => onPart(part / 2),
  })
  const { size } = vocabulary.table
  const denseWidth = dense[0]?.length ?? 0
  const corpus = createCorpus({
    height: texts.length,
    width: size + denseWidth,
    entries: entries + dense.length * denseWidth,
  })
  const vectoriser = createVectoriser(vocabulary)
  const denseColumns = Int32Array.from({ length: denseWidth }, (_, column) => size + column)
  const nothing = new Float32Array(0)
  const write = (row: number): void => {
    const { columns, values, words, length, familiar } = vectoriser.read(texts[row] as string)
    corpus.familiar[row] = familiar
    writeBlock(corpus, row * blocks, { columns, values, from: 0, to: words })
    writeBlock(corpus, row * blocks + 1, { columns, values, from: words, to: length })
    const own = toUnitLength(dense[row] ?? nothing)
    writeBlock(corpus, row * blocks + 2, { columns: denseColumns, values: own, from: 0, to: own.length })
  }
  await takeTurns(texts.length, write, { signal, onPart: (part) => onPart((1 + part) / 2) })
  return { corpus, vocabulary }
}

/** By itself, so that the counts of all features, also of those that are forgotten, are gone when the matrix is made. */
const countFeatures = async (
  texts: readonly string[],
  { leastTexts, mostColumns, ...turns }: Omit<ReadCorpusOptions, 'dense'>,
) => {
  const counter = createFeatureCounter()
  await takeTurns(texts.length, (row) => counter.count(texts[row] as string), turns)
  return counter.finish({ leastTexts, mostColumns })
}
