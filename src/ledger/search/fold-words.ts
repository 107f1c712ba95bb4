/** Words that nobody types on purpose: cut, so that the index stays bounded. */
const longestWord = 40
const marks = /\p{M}+/gu
// A straight or a curly apostrophe belongs to its word: "can't" and "can’t" are "cant".
const apostrophes = /(?<=\p{L})['’ʼ](?=\p{L})/gu
const words = /[\p{L}\p{N}]+/gu

/** The words of a text in order, without case, accents, punctuation and typographic variants. Looks at the first `maxChars` UTF-16 units. */
export const foldWords = (text: string, maxChars: number): string[] => {
  const plain = text.slice(0, maxChars).normalize('NFKC').toLowerCase().normalize('NFD').replace(marks, '')
  const found = plain.replace(apostrophes, '').match(words) ?? []
  // Cut between characters, not within one: half of a surrogate pair is no text that a store keeps.
  return found.map((word) => (word.length > longestWord ? cut(word) : word))
}

const cut = (word: string): string => word.slice(0, longestWord).toWellFormed().replaceAll('\uFFFD', '')
