import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Target } from '../../classify/bundles/bundle.ts'
import { describeCategory } from '../../classify/describe-category.ts'
import { isCode } from './choose-examples.ts'

const languages = ['es', 'en']
/** A class's words stand for one text of it, and should not weigh more. */
const mostKeywords = 40

/**
 * What each class is called, in words: they stand in for texts where there are few. Categories bring the names and keywords that they
 * are configured with. Priorities and codes bring none, as their names say nothing of a text. Pure.
 */
export const composeHints = (
  target: Target,
  labels: readonly string[],
  categories: Readonly<Record<string, CategoryConfig>>,
): Record<string, string> => {
  if (target === 'priority') return {}
  const entries = labels.flatMap((label): [string, string][] => {
    // A label is whatever a file says, `constructor` too.
    const config = target === 'category' && Object.hasOwn(categories, label) ? categories[label] : undefined
    const words =
      config === undefined
        ? [label]
        : [
            ...languages.map((language) => describeCategory(label, language)),
            ...config.names,
            ...config.keywords.slice(0, mostKeywords).map((keyword) => keyword.replaceAll('*', '')),
          ]
    const told = [...new Set(words.filter((word) => !isCode(word)))]
    return told.length === 0 ? [] : [[label, told.join(' ').replaceAll(/[_/]+/g, ' ')]]
  })
  return Object.fromEntries(entries)
}
