import { oneLine } from './clean-text.ts'
import { cutText } from './cut-text.ts'

/** Freshdesk takes 255 characters (reference: its API's schema as third parties publish it). */
export const maxSubjectLength = 255

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })

// "Hola." alone says nothing: sentences are taken until there is this much.
const enough = 20

const firstSentences = (summary: string): string => {
  const text = oneLine(cutText(summary, 2000))
  let taken = ''
  for (const { segment } of sentences.segment(text)) {
    taken += segment
    if (taken.trim().length >= enough) break
  }
  return taken.trim()
}

const shorten = (line: string): string =>
  line.length <= maxSubjectLength ? line : `${cutText(line, maxSubjectLength - 1).trimEnd()}…`

/** The ticket's subject: what the bot gave, else the start of the summary, else `otherwise`. One line, 1..255 units. */
export const composeSubject = (given: string | null, summary: string, otherwise: string): string =>
  shorten(oneLine(given ?? '') || firstSentences(summary) || otherwise)
