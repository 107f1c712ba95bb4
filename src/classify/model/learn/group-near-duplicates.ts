import { createFeatureSink } from '../features/feature-sink.ts'
import { hashFeatures } from '../features/hash-features.ts'

/** Bands of hashes: texts whose word pairs overlap by four fifths share a band almost surely, by a half seldom. */
const bands = 8
const perBand = 4

/**
 * Numbers the groups of texts that say nearly the same (templates, forwarded and repeated tickets): MinHash over words and pairs of
 * words, and whatever shares a band is one group. Broder, "On the resemblance and containment of documents", 1997. Near linear.
 */
export const groupNearDuplicates = (texts: readonly string[]): Int32Array => {
  const parent = Int32Array.from({ length: texts.length }, (_, row) => row)
  const find = (row: number): number => {
    let root = row
    while (parent[root] !== root) root = parent[root] as number
    for (let at = row; parent[at] !== root; ) {
      const next = parent[at] as number
      parent[at] = root
      at = next
    }
    return root
  }
  const sink = createFeatureSink()
  const least = new Int32Array(bands * perBand)
  const owners = Array.from({ length: bands }, () => new Map<number, number>())
  texts.forEach((text, row) => {
    hashFeatures(text, sink)
    if (sink.wordCount === 0) return
    least.fill(0x7fffffff)
    for (let at = 0; at < sink.wordCount; at += 1) {
      const word = sink.words[at] as number
      for (let index = 0; index < least.length; index += 1) {
        const hash = permute(word, index)
        if (hash < (least[index] as number)) least[index] = hash
      }
    }
    owners.forEach((owner, band) => {
      let key = band
      for (let index = 0; index < perBand; index += 1) {
        key = Math.imul(key ^ (least[band * perBand + index] as number), 0x01000193)
      }
      const other = owner.get(key)
      if (other === undefined) owner.set(key, row)
      else parent[find(row)] = find(other)
    })
  })
  return parent.map((_, row) => find(row))
}

/** One of many permutations of 32-bit numbers. */
const permute = (hash: number, index: number): number => {
  let mixed = Math.imul(hash ^ Math.imul(index + 1, 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 15
  return Math.imul(mixed, 0xc2b2ae35) ^ (mixed >>> 13)
}
