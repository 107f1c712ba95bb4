import { foldWords } from './fold-words.ts'
import { phoneDigits, phoneWords } from './phone-digits.ts'

/** What is looked for. All of it must occur. */
export interface Sought {
  /** Whole words. */
  words: string[]
  /** The beginning of one more; null: there is none. */
  prefix: string | null
  /** A hand-off's id, or the beginning of one; null: it is not written like one. */
  id: string | null
  /** What may be the number of a ticket. */
  numbers: string[]
}

const mostChars = 200
const mostWords = 8
const shortestPrefix = 2

/** What somebody typed into the field; null: nothing that could be looked for. The last word may be the beginning of one, from two letters on. */
export const parseSearch = (text: string): Sought | null => {
  const typed = text.trim().slice(0, mostChars)
  const id = /^ho_[0-9a-z]{4,26}$/.test(typed.toLowerCase()) ? typed.toLowerCase() : null
  const numbers = typed
    .split(/\s+/)
    .slice(0, mostWords)
    .map((word) => word.replace(/^#/, ''))
    .filter((word) => /^[\w-]{1,40}$/.test(word))
  const phone = phoneDigits(typed)
  const words = phone === null ? foldWords(typed, mostChars).slice(0, mostWords) : phoneWords(phone).slice(-1)
  if (words.length === 0 && id === null) return null
  const last = words.at(-1) ?? ''
  if ([...last].length < shortestPrefix) return { words: [...new Set(words)], prefix: null, id, numbers }
  return { words: [...new Set(words.slice(0, -1))], prefix: last, id, numbers }
}
