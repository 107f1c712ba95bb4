import { stripVTControlCharacters } from 'node:util'

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })
// East Asian Wide and Fullwidth (UAX #11), and what is shown as an emoji.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u
const simple = /^[\u0020-\u02ff]*$/

/** The characters of a text, as a reader counts them. */
export const graphemes = (text: string): string[] =>
  simple.test(text) ? [...text] : Array.from(segments.segment(text), ({ segment }) => segment)

/** Columns that a text takes on a terminal; colours take none. */
export const textWidth = (text: string): number => {
  const plain = stripVTControlCharacters(text)
  return simple.test(plain)
    ? plain.length
    : graphemes(plain).reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0)
}

/** At most `columns` wide, with … where it was cut. */
export const shorten = (text: string, columns: number): string => {
  if (textWidth(text) <= columns) return text
  let [kept, used] = ['', 0]
  for (const character of graphemes(text)) {
    used += textWidth(character)
    if (used > columns - 1) break
    kept += character
  }
  return `${kept.trimEnd()}…`
}
