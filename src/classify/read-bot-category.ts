import type { CategoryConfig } from '../../schemas/configuration.ts'
import { createKeywordIndex, type KeywordIndex } from './create-keyword-index.ts'
import { foldText } from './fold-text.ts'
import type { Evidence } from './score-categories.ts'

export type BotReading =
  | { kind: 'none' }
  /** One of the configured categories, by its key or one of its names. */
  | { kind: 'known'; category: string; name: string }
  /** Not a configured name, with what it points to all the same. */
  | { kind: 'unknown'; evidence: Evidence[] }

const maxChars = 200
const nameWeight = 2
const keywordWeight = 1

const nameOf = (text: string): string => foldText(text, maxChars).join(' ')

/** Reads what a bot calls the category. Names are compared without case, accents and punctuation. */
export const createBotCategoryReader = (
  categories: Record<string, CategoryConfig>,
  keywords: KeywordIndex,
): ((botCategory: string | null) => BotReading) => {
  const byName = new Map<string, { category: string; name: string }>()
  for (const [category, { names }] of Object.entries(categories)) {
    for (const name of names) byName.set(nameOf(name), { category, name })
  }
  // A category's own key wins over another's name.
  for (const category of Object.keys(categories)) byName.set(nameOf(category), { category, name: category })
  byName.delete('')
  const namesInside = createKeywordIndex(
    Object.fromEntries(Object.entries(categories).map(([key, { names }]) => [key, [key, ...names]])),
  )

  return (botCategory) => {
    const words = foldText(botCategory ?? '', maxChars)
    if (words.length === 0) return { kind: 'none' }
    const known = byName.get(words.join(' '))
    if (known) return { kind: 'known', ...known }
    const named = namesInside.find(words).map(
      (match): Evidence => ({
        category: match.category,
        weight: nameWeight,
        reason: { code: 'bot-similar', name: match.keyword, category: match.category },
      }),
    )
    const hinted = keywords.find(words).map(
      (match): Evidence => ({
        category: match.category,
        weight: keywordWeight,
        reason: { code: 'keyword', where: 'bot', keyword: match.keyword, category: match.category },
      }),
    )
    return { kind: 'unknown', evidence: [...named, ...hinted] }
  }
}
