import { en } from './en.ts'
import { es } from './es.ts'
import type { ReasonTexts } from './reason-texts.ts'

const languages: Record<string, ReasonTexts> = { en, es }

/** The sentences in `language`, a two-letter code; in English when there are none. */
export const chooseReasonTexts = (language: string): ReasonTexts =>
  Object.hasOwn(languages, language) ? (languages[language] ?? en) : en
