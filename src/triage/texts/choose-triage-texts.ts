import { en } from './en.ts'
import { es } from './es.ts'
import type { TriageTexts } from './triage-texts.ts'

const languages: Record<string, TriageTexts> = { en, es }

/** The words in `language` (`es-MX` and `es_MX` are `es`), in English when there are none. */
export const chooseTriageTexts = (language: string): TriageTexts => {
  const [primary = ''] = language.trim().toLowerCase().split(/[-_]/)
  return Object.hasOwn(languages, primary) ? (languages[primary] ?? en) : en
}
