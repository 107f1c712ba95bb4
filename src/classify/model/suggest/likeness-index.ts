import { createFeatureSink } from '../features/feature-sink.ts'
import { createFeatureTable } from '../features/feature-table.ts'
import { hashFeatures } from '../features/hash-features.ts'

/** A text is compared by so many of its most telling features: more make it slower, and hardly truer. */
const keptFeatures = 40

/** The cosine between texts of one collection, by their most telling words and word parts. Takes memory and time linear in the texts. */
export interface LikenessIndex {
  /** Into `likeness`, by number: how alike each text is to text `row`, 0..1; to itself 1, unless there is nothing in it. */
  compare(row: number, likeness: Float32Array): void
}

/** Of normalised texts. What stands in one text alone makes none like another, and is left out. */
export const createLikenessIndex = (texts: readonly string[]): LikenessIndex => {
  const read = createReader(texts)
  const columns = new Int32Array(texts.length * keptFeatures)
  const values = new Float32Array(texts.length * keptFeatures)
  const lengths = new Int32Array(texts.length)
  texts.forEach((text, row) => {
    const heaviest = read(text)
    const norm = Math.hypot(...heaviest.map(([, value]) => value))
    heaviest.forEach(([column, value], place) => {
      columns[row * keptFeatures + place] = column
      values[row * keptFeatures + place] = value / norm
    })
    lengths[row] = heaviest.length
  })
  const { starts, rows, weights } = invert({ columns, values, lengths })
  return {
    compare(row, likeness) {
      likeness.fill(0)
      for (let at = row * keptFeatures; at < row * keptFeatures + (lengths[row] as number); at += 1) {
        const own = values[at] as number
        const column = columns[at] as number
        for (let j = starts[column] as number; j < (starts[column + 1] as number); j += 1) {
          const other = rows[j] as number
          likeness[other] = (likeness[other] as number) + own * (weights[j] as number)
        }
      }
    },
  }
}

/** Reads the heaviest features of a text, by column and value: sublinear tf-idf over these texts. */
const createReader = (texts: readonly string[]) => {
  const sink = createFeatureSink()
  const table = createFeatureTable()
  const inTexts: number[] = []
  const countOf = (text: string): Map<number, number> => {
    hashFeatures(text, sink)
    const counts = new Map<number, number>()
    const count = (hash: number) => {
      const column = table.findOrAdd(hash)
      counts.set(column, (counts.get(column) ?? 0) + 1)
    }
    for (let at = 0; at < sink.wordCount; at += 1) count(sink.words[at] as number)
    for (let at = 0; at < sink.partCount; at += 1) count(sink.parts[at] as number)
    return counts
  }
  for (const text of texts)
    for (const column of countOf(text).keys()) inTexts[column] = (inTexts[column] ?? 0) + 1
  return (text: string): [column: number, value: number][] =>
    [...countOf(text)]
      .filter(([column]) => (inTexts[column] ?? 0) > 1)
      .map(([column, count]): [number, number] => [
        column,
        (1 + Math.log(count)) * Math.log((1 + texts.length) / (inTexts[column] ?? 1)),
      ])
      // By column where they are as heavy: the same text gives the same features.
      .toSorted(([one, weight], [other, otherWeight]) => otherWeight - weight || one - other)
      .slice(0, keptFeatures)
}

/** The texts of each feature, from `starts[column]` to before `starts[column + 1]`. */
const invert = ({
  columns,
  values,
  lengths,
}: {
  columns: Int32Array
  values: Float32Array
  lengths: Int32Array
}) => {
  const all = [...lengths].flatMap((length, row) =>
    Array.from({ length }, (_, place) => row * keptFeatures + place),
  )
  const width = all.reduce((most, at) => Math.max(most, (columns[at] as number) + 1), 0)
  const starts = new Int32Array(width + 1)
  for (const at of all)
    starts[(columns[at] as number) + 1] = (starts[(columns[at] as number) + 1] as number) + 1
  for (let column = 0; column < width; column += 1)
    starts[column + 1] = (starts[column + 1] as number) + (starts[column] as number)
  const next = starts.slice()
  const rows = new Int32Array(all.length)
  const weights = new Float32Array(all.length)
  for (const at of all) {
    const column = columns[at] as number
    const to = next[column] as number
    rows[to] = Math.floor(at / keptFeatures)
    weights[to] = values[at] as number
    next[column] = to + 1
  }
  return { starts, rows, weights }
}
