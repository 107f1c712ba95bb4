import { createFeatureSink, withRoom } from './feature-sink.ts'
import { createFeatureTable } from './feature-table.ts'
import { hashFeatures } from './hash-features.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Counts in how many texts each feature stands. */
export interface FeatureCounter {
  count(text: string): void
  /** What is frequent enough, most frequent first, and how many values the counted texts have of it. Ends the counting. */
  finish(keep: { leastTexts: number; mostColumns: number }): { vocabulary: Vocabulary; entries: number }
}

export const createFeatureCounter = (): FeatureCounter => {
  const sink = createFeatureSink()
  const table = createFeatureTable()
  let counts = new Int32Array(4096)
  // The text, counted from 1, that a feature was last seen in.
  let lastTexts = new Int32Array(4096)
  let texts = 0
  const countAll = (hashes: Int32Array, length: number): void => {
    for (let at = 0; at < length; at += 1) {
      const column = table.findOrAdd(hashes[at] as number)
      if (column >= counts.length) {
        counts = withRoom(counts, counts.length)
        lastTexts = withRoom(lastTexts, lastTexts.length)
      }
      if (lastTexts[column] === texts) continue
      lastTexts[column] = texts
      counts[column] = (counts[column] as number) + 1
    }
  }
  return {
    count(text) {
      texts += 1
      hashFeatures(text, sink)
      countAll(sink.words, sink.wordCount)
      countAll(sink.parts, sink.partCount)
    },
    finish({ leastTexts, mostColumns }) {
      const kept = pickFrequent(counts.subarray(0, table.size), { leastTexts, mostColumns, texts })
      const hashes = table.hashes()
      const idf = Float32Array.from(kept, (column) =>
        Math.fround(Math.log((1 + texts) / (1 + (counts[column] as number))) + 1),
      )
      const entries = kept.reduce((sum, column) => sum + (counts[column] as number), 0)
      table.release()
      counts.buffer.transfer(0)
      lastTexts.buffer.transfer(0)
      return {
        vocabulary: { table: createFeatureTable(kept.map((column) => hashes[column] as number)), idf },
        entries,
      }
    },
  }
}

/**
 * The columns to keep, most frequent first and else by first appearance, by counting sort. What most texts have thus lies side by
 * side in memory, which training and prediction gain from.
 */
const pickFrequent = (
  counts: Int32Array,
  { leastTexts, mostColumns, texts }: { leastTexts: number; mostColumns: number; texts: number },
): Int32Array => {
  const places = new Int32Array(texts + 2)
  for (const count of counts) places[texts - count + 1] = (places[texts - count + 1] as number) + 1
  for (let at = 1; at < places.length; at += 1)
    places[at] = (places[at] as number) + (places[at - 1] as number)
  const order = new Int32Array(counts.length)
  let kept = 0
  for (let column = 0; column < counts.length; column += 1) {
    const count = counts[column] as number
    const place = places[texts - count] as number
    places[texts - count] = place + 1
    order[place] = column
    if (count >= leastTexts) kept += 1
  }
  return order.slice(0, Math.min(kept, mostColumns))
}
