import { stopWords } from './stop-words.ts'

/**
 * How alike two texts are. `score` is 0..1. `sharedWords` are the telling words that both use, most telling first, at most
 * eight; they are the person's own words, so they are shown but never logged. `conflict` is true when both name numbers
 * (orders, invoices) and none of them is the same: then the score is halved.
 */
export interface Similarity {
  score: number
  sharedWords: string[]
  conflict: boolean
}

// Long texts are compared by their start; beyond this the words repeat and the cost only grows.
const maxCompared = 4000
const stopWeight = 0.1
const trigramWeight = 0.4

const wordsOf = (text: string): string[] =>
  text
    .slice(0, maxCompared)
    .normalize('NFKD')
    // Some characters become eighteen.
    .slice(0, 2 * maxCompared)
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

const weigh = (word: string): number => (stopWords.has(word) ? stopWeight : 1)

/** Words and letter triples with their weights. Triples find `factura` in `facturas` and work without spaces too. */
const featuresOf = (words: string[]): Map<string, number> => {
  const counts = new Map<string, { weight: number; count: number }>()
  const add = (feature: string, weight: number) => {
    const seen = counts.get(feature)
    if (seen === undefined) counts.set(feature, { weight, count: 1 })
    else counts.set(feature, { weight: Math.max(seen.weight, weight), count: seen.count + 1 })
  }
  for (const word of words) {
    const weight = weigh(word)
    add(`w:${word}`, weight)
    const padded = ` ${word} `
    for (let at = 0; at + 3 <= padded.length; at++)
      add(`t:${padded.slice(at, at + 3)}`, weight * trigramWeight)
  }
  return new Map([...counts].map(([feature, { weight, count }]) => [feature, weight * (1 + Math.log(count))]))
}

const norm = (features: Map<string, number>): number => Math.hypot(...features.values())

const cosine = (left: Map<string, number>, right: Map<string, number>): number => {
  let product = 0
  for (const [feature, weight] of left) product += weight * (right.get(feature) ?? 0)
  return product === 0 ? 0 : Math.min(1, product / (norm(left) * norm(right)))
}

const isNumberLike = (word: string): boolean => (word.match(/\d/g)?.length ?? 0) >= 3

/** Compares two texts in any language: cosine over words and letter triples, accents and case folded, stop words damped. */
export const compareTexts = (left: string, right: string): Similarity => createComparison(left)(right)

/** The same for one text with several others, which spares it being taken apart for each: half the time. */
export const createComparison = (left: string): ((right: string) => Similarity) => {
  const leftWords = wordsOf(left)
  const leftFeatures = featuresOf(leftWords)
  return (right) => compareWords({ words: leftWords, features: leftFeatures }, wordsOf(right))
}

const compareWords = (
  { words: leftWords, features: leftFeatures }: { words: string[]; features: Map<string, number> },
  rightWords: string[],
): Similarity => {
  const rightSet = new Set(rightWords)
  const sharedWords = [...new Set(leftWords)]
    .filter((word) => rightSet.has(word) && !stopWords.has(word))
    .sort((a, b) => b.length - a.length || a.localeCompare(b))
    .slice(0, 8)
  const leftNumbers = leftWords.filter(isNumberLike)
  const rightNumbers = rightWords.filter(isNumberLike)
  const conflict =
    leftNumbers.length > 0 &&
    rightNumbers.length > 0 &&
    !leftNumbers.some((word) => rightNumbers.includes(word))
  const score = cosine(leftFeatures, featuresOf(rightWords)) * (conflict ? 0.5 : 1)
  return { score, sharedWords, conflict }
}
