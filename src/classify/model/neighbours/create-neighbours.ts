import { createFeatureTable } from '../features/feature-table.ts'
import { normaliseText } from '../text/normalise-text.ts'
import type { NeighbourParts } from './neighbour-parts.ts'
import type { Neighbours } from './neighbours.ts'
import { createTellingReader } from './telling-features.ts'

/** What is less alike is not told: two texts that share a few words say nothing to each other. */
export const leastLikeness = 0.2

/**
 * Finds like texts by an inverted index: only texts that share a feature are looked at. What is as alike comes in the order of the
 * collection, newest first. Not for two calls at the same time.
 */
export const createNeighbours = (parts: NeighbourParts): Neighbours => {
  const { names, labels, rarity } = parts
  const read = createTellingReader(rarity)
  const { table, starts, rows, weights } = invert(parts)
  const likeness = new Float32Array(names.length)
  return {
    size: names.length,
    find(text, most) {
      const wanted = read(normaliseText(text))
      likeness.fill(0)
      for (let at = 0; at < wanted.length; at += 1) {
        const column = table.find(wanted.hashes[at] as number)
        if (column === -1) continue
        const own = (wanted.weights[at] as number) / (255 * 255)
        for (let j = starts[column] as number; j < (starts[column + 1] as number); j += 1) {
          const row = rows[j] as number
          likeness[row] = (likeness[row] as number) + own * (weights[j] as number)
        }
      }
      return chooseMostAlike(likeness, most).map((row) => ({
        name: names[row] as string,
        label: labels[row] ?? null,
        // Rounded weights may make it a little more than itself.
        likeness: Math.min(1, likeness[row] as number),
      }))
    },
  }
}

const chooseMostAlike = (likeness: Float32Array, most: number): number[] => {
  const chosen: number[] = []
  if (most < 1) return chosen
  let least = leastLikeness
  for (let row = 0; row < likeness.length; row += 1) {
    const own = likeness[row] as number
    if (own < least || (chosen.length === most && own === least)) continue
    let place = chosen.length
    while (place > 0 && (likeness[chosen[place - 1] as number] as number) < own) place -= 1
    chosen.splice(place, 0, row)
    if (chosen.length > most) chosen.pop()
    if (chosen.length === most) least = likeness[chosen.at(-1) as number] as number
  }
  return chosen
}

/** The texts of each feature, by column: from `starts[column]` to before `starts[column + 1]`. */
const invert = ({ names, starts: from, hashes, weights: given }: NeighbourParts) => {
  const table = createFeatureTable()
  const columns = hashes.map((hash) => table.findOrAdd(hash))
  const starts = new Int32Array(table.size + 1)
  for (const column of columns) starts[column + 1] = (starts[column + 1] as number) + 1
  for (let column = 0; column < table.size; column += 1)
    starts[column + 1] = (starts[column + 1] as number) + (starts[column] as number)
  const next = starts.slice()
  const rows = new Int32Array(hashes.length)
  const weights = new Uint8Array(hashes.length)
  for (let row = 0; row < names.length; row += 1) {
    for (let at = from[row] as number; at < (from[row + 1] as number); at += 1) {
      const column = columns[at] as number
      const to = next[column] as number
      rows[to] = row
      weights[to] = given[at] as number
      next[column] = to + 1
    }
  }
  return { table, starts, rows, weights }
}
