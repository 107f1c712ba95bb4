import { escapeHtml } from '../escape-html.ts'
import type { HandOverReason } from './decide-hand-over.ts'
import { chooseHandOverTexts } from './hand-over-texts.ts'

export interface HandOverStory {
  summary: string
  /** What the bot tried, in order. */
  tried: string[]
  /** What is still to be answered; null: nothing in particular. */
  question: string | null
  language: string | null
}

/** HTML of the private note that the agent reads first. Everything in it is escaped. */
export const composeHandOverNote = (story: HandOverStory, why: HandOverReason): string =>
  `${composeHandOverStory(story)}<p>${escapeHtml(chooseHandOverTexts(story.language).why[why])}</p>`

/** The beginning of that note, by which it is known again: all of it but who has the ticket now, and why. */
export const composeHandOverStory = (story: HandOverStory): string => {
  const texts = chooseHandOverTexts(story.language)
  const section = (heading: string, html: string) => `<p><b>${escapeHtml(heading)}</b><br>${html}</p>`
  const tried = story.tried.map((step) => step.trim()).filter((step) => step !== '')
  const parts = [
    `<p><b>${escapeHtml(texts.title)}</b></p>`,
    story.summary.trim() === '' ? '' : section(texts.summary, escapeHtml(story.summary.trim())),
    tried.length === 0
      ? section(texts.tried, escapeHtml(texts.nothingTried))
      : `<p><b>${escapeHtml(texts.tried)}</b></p><ol>${tried.map((step) => `<li>${escapeHtml(step)}</li>`).join('')}</ol>`,
    story.question === null || story.question.trim() === ''
      ? ''
      : section(texts.question, escapeHtml(story.question.trim())),
  ]
  return parts.join('')
}
