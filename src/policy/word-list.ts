import { fold } from './fold.ts'
import type { Keyword, WordList } from './policy.ts'

// As in the classifier: "don't" and "don’t" are "dont".
const apostrophes = /(?<=\p{L})['’ʼ](?=\p{L})/gu
const word = /[\p{L}\p{N}]+/gu

const wordsOf = (text: string): string[] => fold(text).replace(apostrophes, '').match(word) ?? []

const shortestBeginning = 2

/** `factur*` or `no puedo entrar` as it is looked for; or what is wrong with it. */
export const parseKeyword = (text: string): Keyword | { fault: string } => {
  const open = text.endsWith('*')
  const bare = open ? text.slice(0, -1) : text
  if (bare.includes('*')) return { fault: 'A `*` can stand at the end only.' }
  const words = wordsOf(bare)
  const last = words.at(-1)
  if (last === undefined) return { fault: 'There is no word in it.' }
  if (open && words.length === 1 && last.length < shortestBeginning)
    return { fault: `At least ${shortestBeginning} letters must stand before the \`*\`.` }
  return { words, open }
}

/** The first of the sorted words that is not before `beginning`. */
const lowerBound = (sorted: readonly string[], beginning: string): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? '') < beginning) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The words of a text, prepared so that thousands of keywords are looked up quickly: a single word by a set, a beginning by
 * its place in the sorted words; only phrases whose first word occurs are searched for.
 */
export const createWordList = (text: string): WordList => {
  const words = wordsOf(text)
  const distinct = new Set(words)
  const sorted = [...distinct].sort()
  const joined = ` ${words.join(' ')} `
  return {
    has({ words: wanted, open }) {
      const [first = ''] = wanted
      if (wanted.length === 1)
        return open ? (sorted[lowerBound(sorted, first)] ?? '').startsWith(first) : distinct.has(first)
      return distinct.has(first) && joined.includes(` ${wanted.join(' ')}${open ? '' : ' '}`)
    },
  }
}
