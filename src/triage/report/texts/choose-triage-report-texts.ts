import { en } from './en.ts'
import { es } from './es.ts'
import type { TriageReportTexts } from './triage-report-texts.ts'

const languages: Record<string, TriageReportTexts> = { en, es }

/** The words in `language` (`es-MX` and `es_MX` are `es`); in English when there are none. */
export const chooseTriageReportTexts = (language: string): TriageReportTexts => {
  const [primary = ''] = language.trim().toLowerCase().split(/[-_]/)
  return Object.hasOwn(languages, primary) ? (languages[primary] ?? en) : en
}
