import { normaliseText } from '../text/normalise-text.ts'
import type { NeighbourParts } from './neighbour-parts.ts'
import { createTellingReader, keptFeatures, measureRarity } from './telling-features.ts'

/** A known text. */
export interface NeighbourEntry {
  /** Comes back when a text is like it, e.g. `freshdesk:4711`. Of several under one name the last is kept. */
  name: string
  label: string | null
  /** Subject and body, as for the classifier. Only hashes of its most telling features are kept. */
  text: string
}

/** What is kept at most: 20,000 texts take about 3 MB. */
export const mostNeighbours = 20_000
/** Of texts that are known by the very same features so many are kept: more would only tell the same again. */
const mostAlike = 5

/**
 * Makes a collection of texts in which like ones can be found. Of more than `most` the newest are kept, and of those that say the same
 * five. `entries` are in order of time, oldest first. Deterministic; 20,000 texts take seconds. A text without words is left out.
 */
export const buildNeighbours = (
  entries: readonly NeighbourEntry[],
  most: number = mostNeighbours,
): NeighbourParts => {
  const known = new Set<string>()
  const newestFirst = entries.toReversed().filter(({ name }) => !known.has(name) && known.add(name))
  // How rare a feature is shows in a part of a large history as well as in all of it.
  const texts = newestFirst.slice(0, most * 2).map(({ text }) => normaliseText(text))
  const rarity = measureRarity(texts)
  const read = createTellingReader(rarity)
  const names: string[] = []
  const labels: (string | null)[] = []
  const starts = [0]
  const hashes = new Int32Array(Math.min(most, texts.length) * keptFeatures)
  const weights = new Uint8Array(hashes.length)
  const alike = new Map<string, number>()
  for (let row = 0; row < texts.length && names.length < most; row += 1) {
    const { hashes: found, weights: heavy, length } = read(texts[row] as string)
    if (length === 0) continue
    const key = found.subarray(0, length).join()
    const before = alike.get(key) ?? 0
    if (before === mostAlike) continue
    alike.set(key, before + 1)
    const from = starts.at(-1) as number
    hashes.set(found.subarray(0, length), from)
    weights.set(heavy.subarray(0, length), from)
    starts.push(from + length)
    const { name, label } = newestFirst[row] as NeighbourEntry
    names.push(name)
    labels.push(label)
  }
  const total = starts.at(-1) as number
  return {
    names,
    labels,
    starts: Int32Array.from(starts),
    hashes: hashes.slice(0, total),
    weights: weights.slice(0, total),
    rarity,
  }
}
