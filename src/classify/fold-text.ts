/** Words that nobody types into a support form on purpose: cut, so that each step stays bounded. */
const longestWord = 40
const marks = /\p{M}+/gu
// A straight or a curly apostrophe belongs to its word: "can't" and "can’t" are "cant".
const apostrophes = /(?<=\p{L})['’ʼ](?=\p{L})/gu
const words = /[\p{L}\p{N}]+/gu

/**
 * A text as lists of keywords are compared with it: its words in order, without case, accents, punctuation, emoji and
 * typographic variants. Looks at the first `maxChars` UTF-16 units only. Linear in their number.
 */
export const foldText = (text: string, maxChars = 20_000): string[] => {
  const plain = text.slice(0, maxChars).normalize('NFKC').toLowerCase().normalize('NFD').replace(marks, '')
  const found = plain.replace(apostrophes, '').match(words) ?? []
  return found.map((word) => (word.length > longestWord ? word.slice(0, longestWord) : word))
}
