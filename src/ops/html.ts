import { escapeCharacters } from './escape-characters.ts'
import { plainText } from './plain-text.ts'

/** HTML that may stand as it is. Only `html` makes it. */
export interface Markup {
  readonly markup: string
}

export type Piece = Markup | string | number | null | readonly Piece[]

/** A template of HTML or SVG in which everything is escaped that is no markup itself. Null is nothing; lists are strung together. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup => ({
  markup: parts.map((part, place) => part + write(pieces[place] ?? null)).join(''),
})

const write = (piece: Piece): string => {
  if (piece === null) return ''
  if (typeof piece === 'number') return String(Number.isInteger(piece) ? piece : Number(piece.toFixed(2)))
  if (typeof piece === 'string') return escapeCharacters(plainText(piece.toWellFormed()))
  return 'markup' in piece ? piece.markup : piece.map(write).join('')
}
