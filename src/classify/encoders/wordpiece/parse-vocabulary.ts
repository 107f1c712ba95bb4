import { EncoderRefused } from '../encoder-refused.ts'

/** The pieces that a model knows, by its own numbers. */
export interface Vocabulary {
  numbers: ReadonlyMap<string, number>
  /** Of the longest piece, in UTF-16 units. */
  longest: number
  unknown: number
  begin: number
  end: number
  padding: number
}

/** `vocab.txt`: a piece on each line, whose number is that of its line, from 0. Throws `EncoderRefused`. */
export const parseVocabulary = (text: string): Vocabulary => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  const numbers = new Map<string, number>()
  let longest = 0
  for (const [number, piece] of lines.entries()) {
    if (!numbers.has(piece)) numbers.set(piece, number)
    longest = Math.max(longest, piece.length)
  }
  const numberOf = (piece: string): number => {
    const number = numbers.get(piece)
    if (number === undefined)
      throw new EncoderRefused(`it has no ${piece}: that is no vocab.txt of a model that reads WordPiece`)
    return number
  }
  return {
    numbers,
    longest,
    unknown: numberOf('[UNK]'),
    begin: numberOf('[CLS]'),
    end: numberOf('[SEP]'),
    padding: numberOf('[PAD]'),
  }
}
