import { maskText } from '../mask-text.ts'

/** Encoders read 512 tokens as a rule, of three characters or more; most is said at the beginning of a text. */
const mostCharacters = 1500

/** A text as an encoder elsewhere gets it: masked where that is wanted, cut, and never empty, which some servers refuse. */
export const prepareText = (text: string, { mask }: { mask: boolean }): string => {
  const shown = (mask ? maskText(text) : text).slice(0, mostCharacters).toWellFormed()
  return shown.trim() === '' ? '-' : shown
}
