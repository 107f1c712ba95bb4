import type { Vocabulary } from './parse-vocabulary.ts'
import { splitWords } from './split-words.ts'

/** A longer word is unknown as a whole, as in BERT. */
const longestWord = 100
/** What lies further back cannot be among the tokens that are read; a text may be long. */
const charactersPerToken = 32

/**
 * A text → the numbers of its pieces, between those of `[CLS]` and `[SEP]`, `mostTokens` at most with them. What a text says is text:
 * a `[SEP]` in it is three words and ends nothing.
 */
export const createWordPiece = ({
  vocabulary,
  lowerCase,
  mostTokens,
}: {
  vocabulary: Vocabulary
  lowerCase: boolean
  mostTokens: number
}): ((text: string) => number[]) => {
  const { begin, end } = vocabulary
  return (text) => {
    const tokens = [begin]
    const most = mostTokens - 1
    for (const word of splitWords(text.slice(0, mostTokens * charactersPerToken), { lowerCase })) {
      if (tokens.length >= most) break
      tokens.push(...splitPieces(word, vocabulary))
    }
    return [...tokens.slice(0, most), end]
  }
}

/** The longest piece that a word begins with, then that of the rest (`##…`); a word that does not come out even is unknown. */
const splitPieces = (word: string, { numbers, longest, unknown }: Vocabulary): number[] => {
  if (word.length > longestWord) return [unknown]
  const pieces: number[] = []
  for (let from = 0; from < word.length; ) {
    const prefix = from === 0 ? '' : '##'
    let to = Math.min(word.length, from + longest - prefix.length)
    let found: number | undefined
    for (; to > from; to -= 1) {
      found = numbers.get(prefix + word.slice(from, to))
      if (found !== undefined) break
    }
    if (found === undefined) return [unknown]
    pieces.push(found)
    from = to
  }
  return pieces
}
