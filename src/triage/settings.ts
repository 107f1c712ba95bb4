import type { CategoryConfig, Configuration } from '../../schemas/configuration.ts'
import type { TriageConfig } from '../../schemas/triage-configuration.ts'
import { defaultCategories } from '../classify/default-categories.ts'

/** What of the configuration triage goes by. */
export interface TriageSettings {
  triage: TriageConfig
  /** The configured ones, or those that Relevo brings. */
  categories: Readonly<Record<string, CategoryConfig>>
  /** They are the company's own: then a rule's word is sure enough to be written. */
  hasOwnCategories: boolean
  /** Of notes. */
  language: string
}

/** They, of a configuration with triage in it. */
export const settingsOf = (
  { categories, language }: Pick<Configuration, 'categories' | 'language'>,
  triage: TriageConfig,
): TriageSettings => ({
  triage,
  categories: categories ?? defaultCategories,
  hasOwnCategories: categories !== undefined,
  language,
})
