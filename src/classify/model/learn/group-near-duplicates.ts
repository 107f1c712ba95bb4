import { createFeatureSink } from '../features/feature-sink.ts'
import { hashFeatures } from '../features/hash-features.ts'
import { createBucketIndex } from './bucket-index.ts'

const bands = 12
const perBand = 3
const hashes = bands * perBand
/** Of words and pairs of words that two texts share, against all that either has. */
const leastAlike = 0.6

/**
 * Numbers the groups of texts that say nearly the same (templates, forwarded and repeated tickets), by MinHash over words and pairs of
 * words: Broder, "On the resemblance and containment of documents", 1997. Each group has a first text that all of it is like, so that
 * texts do not become one group by going over from one to the next. Near linear.
 */
export const groupNearDuplicates = (texts: readonly string[]): Int32Array => {
  const groups = Int32Array.from({ length: texts.length }, (_, row) => row)
  const signatures = new Int32Array(texts.length * hashes)
  /** The first texts of groups, by what they have in a band. */
  const leaders = createBucketIndex(texts.length * bands, mostCandidates)
  const keys = new Int32Array(bands)
  const sink = createFeatureSink()
  texts.forEach((text, row) => {
    hashFeatures(text, sink)
    if (sink.wordCount === 0) return
    const own = signatures.subarray(row * hashes, (row + 1) * hashes).fill(0x7fffffff)
    for (let at = 0; at < sink.wordCount; at += 1) {
      const word = sink.words[at] as number
      for (let index = 0; index < hashes; index += 1) {
        const hash = permute(word, index)
        if (hash < (own[index] as number)) own[index] = hash
      }
    }
    let leader = -1
    for (let band = 0; band < bands; band += 1) {
      const key = keyOf(own, band)
      keys[band] = key
      if (leader === -1)
        leader = leaders.find(key, (other) => likeness(own, signatures, other * hashes) >= leastAlike)
    }
    if (leader !== -1) groups[row] = leader
    else for (const key of keys) leaders.add(key, row)
  })
  return groups
}

/** Texts that share a band and are not alike: more of them are not looked at, so that no text costs much. */
const mostCandidates = 20

const keyOf = (signature: Int32Array, band: number): number => {
  let key = band
  for (let index = band * perBand; index < (band + 1) * perBand; index += 1) {
    key = Math.imul(key ^ (signature[index] as number), 0x01000193)
    key ^= key >>> 15
  }
  return key
}

const likeness = (own: Int32Array, others: Int32Array, from: number): number => {
  let same = 0
  for (let index = 0; index < hashes; index += 1) if (own[index] === others[from + index]) same += 1
  return same / hashes
}

/** One of many permutations of 32-bit numbers. */
const permute = (hash: number, index: number): number => {
  let mixed = Math.imul(hash ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 15
  return Math.imul(mixed, 0xc2b2ae35) ^ (mixed >>> 13)
}
