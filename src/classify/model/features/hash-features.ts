import { type FeatureSink, withRoom } from './feature-sink.ts'
import { spreadHash } from './spread-hash.ts'

/** Longest word part, in UTF-16 units; a space stands for each border of a word. */
const longestPart = 5
const space = 32

const wordSeed = 0x1dc5811c
const pairSeed = 0x3a8f05c5
const partSeed = 0x2545f491
const prime = 0x01000193

/** Letters and digits of any script, and the underscore; what `normaliseText` leaves are mostly a-z and 0-9. */
export const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) ||
  (unit >= 48 && unit <= 57) ||
  unit === 95 ||
  (unit >= 0xaa &&
    unit !== 0xd7 &&
    unit !== 0xf7 &&
    !(unit >= 0x2000 && unit <= 0x2bff) &&
    !isPunctuation(unit))

/** Punctuation between 0xaa and 0x2000, and that of East Asia. */
const isPunctuation = (unit: number): boolean =>
  (unit <= 0xbf && unit !== 0xaa && unit !== 0xb5 && unit !== 0xba) ||
  (unit >= 0x3000 && unit <= 0x3003) ||
  (unit >= 0x3008 && unit <= 0x301f) ||
  (unit >= 0xff01 && unit <= 0xff0f)

/**
 * Reads the features of a normalised text into `sink`: words and pairs of neighbouring words, and parts of two to five characters
 * within what stands between blanks, borders included. Linear in the length of the text.
 */
export const hashFeatures = (text: string, sink: FeatureSink): void => {
  sink.wordCount = 0
  sink.partCount = 0
  hashWords(text, sink)
  hashParts(text, sink)
}

/** Words are even, word parts odd, so that neither is ever taken for the other. */
const addWord = (sink: FeatureSink, hash: number): void => {
  sink.words = withRoom(sink.words, sink.wordCount)
  sink.words[sink.wordCount++] = hash & -2
}

const hashWords = (text: string, sink: FeatureSink): void => {
  const { length } = text
  let before: number | null = null
  for (let at = 0; at < length; ) {
    if (!isWordUnit(text.charCodeAt(at))) {
      at += 1
      continue
    }
    let hash = wordSeed
    for (; at < length && isWordUnit(text.charCodeAt(at)); at += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(at), prime)
    }
    const word = spreadHash(hash)
    addWord(sink, word)
    if (before !== null) addWord(sink, spreadHash((Math.imul(before, 31) + word) ^ pairSeed))
    before = word
  }
}

const hashParts = (text: string, sink: FeatureSink): void => {
  const { length } = text
  for (let at = 0; at < length; ) {
    if (text.charCodeAt(at) <= space) {
      at += 1
      continue
    }
    const from = at
    while (at < length && text.charCodeAt(at) > space) at += 1
    hashPartsOf(text, from, at, sink)
  }
}

/** The parts of `text` from `from` to before `to`, with a space on either side. */
const hashPartsOf = (text: string, from: number, to: number, sink: FeatureSink): void => {
  for (let start = from - 1; start < to; start += 1) {
    let hash = partSeed
    const end = Math.min(to + 1, start + longestPart)
    for (let at = start; at < end; at += 1) {
      const unit = at < from || at === to ? space : text.charCodeAt(at)
      hash = Math.imul(hash ^ unit, prime)
      if (at === start) continue
      sink.parts = withRoom(sink.parts, sink.partCount)
      sink.parts[sink.partCount++] = spreadHash(hash + (at - start)) | 1
    }
  }
}
