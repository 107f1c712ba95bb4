import { createLanguageDetector } from '../../classify/language/create-language-detector.ts'
import type { LanguageDetector } from '../../classify/language/language-detector.ts'
import { loadLanguageModel } from '../../classify/language/load-language-model.ts'

/** Tells the language of texts that do not say it; figures are given by language. */
export const openLanguages = async (): Promise<LanguageDetector> =>
  createLanguageDetector({ model: await loadLanguageModel() })
