import type { Classification, Reason } from '../../schemas/classification.ts'
import type { CategoryConfig } from '../../schemas/configuration.ts'
import type { Classifier, TextToClassify } from './classifier.ts'
import { createKeywordIndex } from './create-keyword-index.ts'
import { createPatternMatcher } from './create-pattern-matcher.ts'
import { foldText } from './fold-text.ts'
import { createBotCategoryReader } from './read-bot-category.ts'
import { decideCategory, type Evidence, weighKeyword } from './score-categories.ts'

const patternWeight = 2
const untrustedBotWeight = 1

const unsure: Omit<Classification, 'reasons'> = {
  category: null,
  type: null,
  group: null,
  priority: null,
  tags: [],
  customFields: {},
  decidedBy: 'none',
  confidence: null,
}

/**
 * Classifies by the bot's word, when it is trusted and known, and else by the keywords and patterns of the categories.
 * Nobody is asked and nothing is kept. Throws at once when a category has a pattern that must not be used.
 */
export const createRulesClassifier = ({
  categories,
}: {
  categories: Record<string, CategoryConfig>
}): Classifier => {
  const fieldOf = (field: 'keywords' | 'patterns') =>
    Object.fromEntries(Object.entries(categories).map(([key, category]) => [key, category[field]]))
  const keywords = createKeywordIndex(fieldOf('keywords'))
  const patterns = createPatternMatcher(fieldOf('patterns'))
  const readBotCategory = createBotCategoryReader(categories, keywords)

  const file = (
    category: string,
    decidedBy: Classification['decidedBy'],
    reasons: Reason[],
  ): Classification => {
    const config = categories[category]
    return {
      category,
      type: config?.type ?? null,
      group: config?.group ?? null,
      priority: config?.priority ?? null,
      tags: config?.tags.slice() ?? [],
      customFields: { ...config?.customFields },
      decidedBy,
      confidence: null,
      reasons,
    }
  }

  const gatherEvidence = ({ subject, text }: TextToClassify): Evidence[] => {
    const inSubject = keywords.find(foldText(subject ?? ''))
    const subjectKeywords = new Set(inSubject.map(({ category, keyword }) => `${category}\n${keyword}`))
    const inText = keywords
      .find(foldText(text))
      .filter(({ category, keyword }) => !subjectKeywords.has(`${category}\n${keyword}`))
    const byPattern = patterns.find(`${subject ?? ''}\n${text}`)
    return [
      ...inSubject.map((match) => weighKeyword(match, 'subject')),
      ...inText.map((match) => weighKeyword(match, 'text')),
      ...byPattern.map(({ category, pattern }) => ({
        category,
        weight: patternWeight,
        reason: { code: 'pattern', number: pattern, category } as const,
      })),
    ]
  }

  return {
    classify: async (input) => {
      const bot = readBotCategory(input.botCategory)
      if (bot.kind === 'known' && input.trustBot) {
        return file(bot.category, 'bot', [{ code: 'bot-named', name: bot.name }])
      }
      const evidence = gatherEvidence(input)
      if (bot.kind === 'known') {
        const { name, category } = bot
        const reason: Reason = { code: 'bot-untrusted', name, category }
        evidence.push({ category, weight: untrustedBotWeight, reason })
      }
      if (bot.kind === 'unknown') evidence.push(...bot.evidence)
      const verdict = decideCategory(evidence)
      const reasons: Reason[] =
        bot.kind === 'unknown' && bot.evidence.length === 0
          ? [...verdict.reasons, { code: 'bot-unknown' }]
          : verdict.reasons
      if (verdict.kind === 'unsure') return { ...unsure, tags: [], customFields: {}, reasons }
      return file(verdict.category, 'rule', reasons)
    },
  }
}
