import { en } from './en.ts'
import { es } from './es.ts'
import type { Texts } from './texts.ts'

const languages: Record<string, Texts> = { en, es }

/**
 * The words for the first wanted language that there is (`es-MX` and `es_MX` are `es`), English otherwise. Wanted in
 * order: what the hand-off says, what its source is configured to, the general setting.
 */
export const chooseTexts = (...wanted: (string | null | undefined)[]): Texts => {
  for (const tag of wanted) {
    const primary = tag?.trim().toLowerCase().split(/[-_]/)[0]
    const texts = primary !== undefined && Object.hasOwn(languages, primary) ? languages[primary] : undefined
    if (texts !== undefined) return texts
  }
  return en
}
