import { en } from './en.ts'
import { es } from './es.ts'
import type { ReportTexts } from './report-texts.ts'

const languages: Record<string, ReportTexts> = { en, es }

/** The words in `language`, a two-letter code; in English when there are none. */
export const chooseReportTexts = (language: string): ReportTexts =>
  Object.hasOwn(languages, language) ? (languages[language] ?? en) : en
