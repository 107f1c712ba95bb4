import { chooseReasonTexts } from './reasons/choose-reason-texts.ts'

/**
 * A category as people read it: `billing` is «Facturación» in Spanish. A key that is not one of the built-in ones is shown
 * as it is configured.
 */
export const describeCategory = (category: string, language: string): string => {
  const names: Record<string, string> = chooseReasonTexts(language).categories
  return Object.hasOwn(names, category) ? (names[category] ?? category) : category
}
