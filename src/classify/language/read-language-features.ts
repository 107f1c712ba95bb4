import { spreadHash } from '../model/features/spread-hash.ts'
/**
 * Changes whenever a text may give other features; a language model keeps the number that it was trained with, and is refused with
 * another.
 */
export const readerVersion = 1

/** Only so much of a text is read, in UTF-16 units: a language shows within a few words. */
export const longestRead = 1_000
/** Columns of a language model. Features are hashed onto them, so it knows no text, and two features may share one. */
export const columnCount = 2 ** 16

/** Longest word part, borders included. */
const longestPart = 4
/** A whole word tells more than any of its parts; measured by what it does to held-out texts. */
const wordFactor = 2.5
/** A word is read up to so many UTF-16 units, so that what has no blanks costs little. */
const longestWord = 30
const space = 32
const wordSeed = 0x1dc5811c
const pairSeed = 0x3a8f05c5
const partSeed = 0x2545f491
const prime = 0x01000193

/** What says nothing of a language: places to fill in, web and mail addresses, and whatever has a digit in it. */
const noise =
  /<[^<>]{0,40}>|\{\{[^{}]{0,60}\}\}|\b(?:https?:\/\/|www\.)\S+|\S{1,64}@\S+|[\p{L}\p{N}_.-]*\p{N}[\p{L}\p{N}_.-]*/gu
const words = /[\p{L}\p{M}]+['’]?/gu
const latin = /^[\p{Script=Latin}\p{M}'’]+$/u

/** What a language is told by. The arrays are good until the next call. */
export interface LanguageFeatures {
  columns: Int32Array
  /** Of length 1 together. */
  values: Float32Array
  length: number
  /** Letters of words in Latin script, and letters of all other words. */
  letters: number
  otherLetters: number
}

/** Reads the features of texts: words, pairs of neighbours, and parts of words, accents and all. Linear in the text. */
export const createLanguageReader = (): ((text: string) => LanguageFeatures) => {
  const counts = new Uint16Array(columnCount)
  const factors = new Float32Array(columnCount)
  const columns = new Int32Array(longestRead * (longestPart + 3))
  const values = new Float32Array(columns.length)
  let length = 0
  const add = (hash: number, factor: number): void => {
    const column = spreadHash(hash) & (columnCount - 1)
    if (counts[column] === 0) {
      columns[length++] = column
      factors[column] = factor
    }
    counts[column] = (counts[column] as number) + 1
  }
  return (text) => {
    length = 0
    let [letters, otherLetters, before] = [0, 0, 0]
    const read = text.slice(0, longestRead).normalize('NFC').toLowerCase().replace(noise, ' ')
    for (const [word] of read.matchAll(words)) {
      if (!latin.test(word)) {
        otherLetters += word.length
        continue
      }
      letters += word.length
      const hash = addWord(word.slice(0, longestWord).replace('’', "'"), add)
      if (before !== 0) add((Math.imul(before, 31) + hash) ^ pairSeed, 1)
      before = hash
    }
    let square = 0
    for (let at = 0; at < length; at += 1) {
      const column = columns[at] as number
      const value = (1 + Math.log(counts[column] as number)) * (factors[column] as number)
      counts[column] = 0
      values[at] = value
      square += value * value
    }
    const scale = square === 0 ? 0 : 1 / Math.sqrt(square)
    for (let at = 0; at < length; at += 1) values[at] = (values[at] as number) * scale
    return { columns, values, length, letters, otherLetters }
  }
}

/** Adds a word and its parts; returns the word's hash. */
const addWord = (word: string, add: (hash: number, factor: number) => void): number => {
  let whole = wordSeed
  for (let at = 0; at < word.length; at += 1) whole = Math.imul(whole ^ word.charCodeAt(at), prime)
  whole = spreadHash(whole)
  add(whole, wordFactor)
  for (let start = -1; start < word.length; start += 1) {
    let hash = partSeed
    const end = Math.min(word.length + 1, start + longestPart)
    for (let at = start; at < end; at += 1) {
      const unit = at < 0 || at === word.length ? space : word.charCodeAt(at)
      hash = Math.imul(hash ^ unit, prime)
      // A single letter says something only with its accent.
      if (at > start || unit > 127) add(hash + (at - start), 1)
    }
  }
  return whole
}
