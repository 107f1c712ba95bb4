const longest = 600
/** What nobody types whole; PostgreSQL takes words of 2,046 bytes. */
const longestWord = 60

/**
 * A text as the list of tickets is searched: words in lower case without accents, a space before each, so that a word's beginning is
 * found by a space and that beginning. Pure.
 */
export const foldWords = (...texts: readonly (string | null)[]): string => {
  const folded = texts
    .map((text) => (text ?? '').slice(0, longest))
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ')
    .map((word) => [...word].slice(0, longestWord).join(''))
    .join(' ')
  return ` ${folded}`
}

/** What is looked for: beginnings of words that all have to be there, a space before each. At most eight. */
export const foldQuery = (text: string): string[] =>
  foldWords(text)
    .trim()
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => ` ${word}`)
