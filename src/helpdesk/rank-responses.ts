import type { CannedResponse } from './account-desk.ts'
import { comparable } from './comparable.ts'
import type { Failure } from './outcome.ts'
import { refuse } from './refuse.ts'

export const limitFault = (limit: number): Failure | null =>
  Number.isInteger(limit) && limit >= 1 && limit <= 1_000 ? null : refuse('limit', 'It is 1 to 1,000.')

const shortestWord = 3
/** A word in the title tells more of what an answer is for than one somewhere in its text. */
const weights = { title: 3, folder: 2, text: 1 } as const

/**
 * Prepared answers that share a word with `text`, most and most telling words first; all of them by title when there is no word
 * to go by. Words are compared without case and accents, and by their beginning: `factura` is in `facturas`.
 */
export const rankResponses = (
  responses: readonly CannedResponse[],
  { text = '', limit }: { text?: string; limit: number },
): CannedResponse[] => {
  const byTitle = responses.toSorted((one, other) => one.title.localeCompare(other.title))
  const words = [...new Set(wordsOf(text))]
  if (words.length === 0) return byTitle.slice(0, limit)
  const rated = byTitle.map((response) => ({ response, score: scoreOf(response, words) }))
  return rated
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, limit)
    .map(({ response }) => response)
}

const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .map(comparable)
    .filter((word) => word.length >= shortestWord)

const scoreOf = (response: CannedResponse, words: readonly string[]): number => {
  let score = 0
  for (const [part, weight] of Object.entries(weights)) {
    const held = wordsOf(response[part as keyof typeof weights] ?? '')
    score += weight * words.filter((word) => held.some((other) => other.startsWith(word))).length
  }
  return score
}
