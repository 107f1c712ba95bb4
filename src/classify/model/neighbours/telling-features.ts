import { createFeatureSink } from '../features/feature-sink.ts'
import { hashFeatures } from '../features/hash-features.ts'

/**
 * A text is known by so many words and pairs of words, and so many word parts, at most: those that tell most. All features would find
 * a text of the same class a little more often (banking77: 77 % instead of 70 %), and take a hundred times the time.
 */
const keptWords = 12
const keptParts = 12
export const keptFeatures = keptWords + keptParts
/** All parts together against all words: parts find what is inflected or misspelt, words what is meant. */
const partFactor = 0.5

/**
 * How telling a feature is, is kept by the last bits of its hash: a table of fixed size, which knows the features that no text was
 * kept by as well, so that a text that is looked for is read just as those that were added.
 */
export const rarityCount = 2 ** 18
const raritySteps = 16

/** The features that a text is known by. `weights` are of length 255 together. */
export interface TellingFeatures {
  hashes: Int32Array
  weights: Uint8Array
  length: number
}

const placeOf = (hash: number): number => (hash ^ (hash >>> 14)) & (rarityCount - 1)

/** How rare features are among normalised texts, by place, in sixteenths of a natural logarithm. */
export const measureRarity = (texts: readonly string[]): Uint8Array => {
  const counts = new Int32Array(rarityCount)
  const lastText = new Int32Array(rarityCount).fill(-1)
  const sink = createFeatureSink()
  const count = (hash: number, row: number): void => {
    const place = placeOf(hash)
    if (lastText[place] === row) return
    lastText[place] = row
    counts[place] = (counts[place] as number) + 1
  }
  texts.forEach((text, row) => {
    hashFeatures(text, sink)
    for (let at = 0; at < sink.wordCount; at += 1) count(sink.words[at] as number, row)
    for (let at = 0; at < sink.partCount; at += 1) count(sink.parts[at] as number, row)
  })
  // What stands in none is as rare as what stands in one: otherwise a new word would outweigh all that two texts share.
  return Uint8Array.from(counts, (inTexts) =>
    Math.min(255, Math.round(raritySteps * Math.log((2 + texts.length) / Math.max(1, inTexts)))),
  )
}

/** Reads the features that tell most of a normalised text. The result is good until the next call. */
export const createTellingReader = (rarity: Uint8Array): ((text: string) => TellingFeatures) => {
  const sink = createFeatureSink()
  const kept: TellingFeatures = {
    hashes: new Int32Array(keptFeatures),
    weights: new Uint8Array(keptFeatures),
    length: 0,
  }
  return (text) => {
    hashFeatures(text, sink)
    const words = chooseHeaviest(sink.words.subarray(0, sink.wordCount), rarity, keptWords)
    const parts = chooseHeaviest(sink.parts.subarray(0, sink.partCount), rarity, keptParts)
    const chosen = [...toLength(words, 1), ...toLength(parts, partFactor)]
    const scale = 255 / (Math.hypot(...chosen.map(([, weight]) => weight)) || 1)
    chosen.forEach(([hash, weight], at) => {
      kept.hashes[at] = hash
      kept.weights[at] = Math.max(1, Math.round(weight * scale))
    })
    kept.length = chosen.length
    return kept
  }
}

type Weighted = [hash: number, weight: number]

/** Those with the most weight (how often, dampened, times how rare), in order; the lower hash first where they are as heavy. */
const chooseHeaviest = (hashes: Int32Array, rarity: Uint8Array, most: number): Weighted[] => {
  const sorted = hashes.toSorted()
  const heaviest: Weighted[] = []
  for (let at = 0; at < sorted.length; ) {
    const hash = sorted[at] as number
    const from = at
    while (at < sorted.length && sorted[at] === hash) at += 1
    const weight = (1 + Math.log(at - from)) * (rarity[placeOf(hash)] as number)
    const isHeavy = heaviest.length < most || weight > (heaviest.at(-1)?.[1] ?? 0)
    if (weight === 0 || !isHeavy) continue
    let place = heaviest.length
    while (place > 0 && (heaviest[place - 1] as Weighted)[1] < weight) place -= 1
    heaviest.splice(place, 0, [hash, weight])
    if (heaviest.length > most) heaviest.pop()
  }
  return heaviest
}

const toLength = (features: Weighted[], length: number): Weighted[] => {
  const norm = Math.hypot(...features.map(([, weight]) => weight))
  return features.map(([hash, weight]) => [hash, (weight / norm) * length])
}
