import { distance } from 'fastest-levenshtein'

/** Compared character by character; longer texts word by word, and of those only so many. */
const longestByCharacter = 4000
const mostWords = 4000

/**
 * How much of a text was changed, 0 (nothing, but for white space) to 1 (nothing is left): edits that lead from one to the other, by
 * the length of the longer one. Bounded: at most some 16 million steps, about 10 ms.
 */
export const measureChange = (before: string, after: string): number => {
  const [from, to] = [squeeze(before), squeeze(after)]
  if (from === to) return 0
  const longest = Math.max(from.length, to.length)
  if (longest <= longestByCharacter) return distance(from, to) / longest
  return changeOfWords(from.split(' ').slice(0, mostWords), to.split(' ').slice(0, mostWords))
}

const squeeze = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')

/** Each word becomes a character, so that the same counting does. */
const changeOfWords = (before: readonly string[], after: readonly string[]): number => {
  const numbers = new Map<string, number>()
  const write = (words: readonly string[]) =>
    words
      .map((word) => {
        const number = numbers.get(word) ?? numbers.size
        numbers.set(word, number)
        return String.fromCharCode(number)
      })
      .join('')
  const [from, to] = [write(before), write(after)]
  return from === to ? 1 / Math.max(from.length, 1) : distance(from, to) / Math.max(from.length, to.length)
}
