import type { CategoryConfig } from '../../schemas/configuration.ts'
import { foldText } from './fold-text.ts'

const maxChars = 200

/**
 * Finds which configured category a label means, by its key or one of its names, without case, accents and punctuation; a key goes
 * before another's name. Null: none, or several.
 */
export const createCategoryFinder = (
  categories: Readonly<Record<string, CategoryConfig>>,
): ((label: string) => string | null) => {
  const fold = (text: string) => foldText(text, maxChars).join(' ')
  const keys = new Map(Object.keys(categories).map((category) => [fold(category), category]))
  const named = new Map<string, string | null>()
  for (const [category, { names }] of Object.entries(categories))
    for (const name of names.map(fold)) {
      const other = named.get(name)
      named.set(name, other === undefined || other === category ? category : null)
    }
  return (label) => {
    const name = fold(label)
    return name === '' ? null : (keys.get(name) ?? named.get(name) ?? null)
  }
}
