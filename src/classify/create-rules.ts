import type { Reason } from '../../schemas/classification.ts'
import type { CategoryConfig } from '../../schemas/configuration.ts'
import type { TextToClassify } from './classifier.ts'
import { createKeywordIndex } from './create-keyword-index.ts'
import { createPatternMatcher } from './create-pattern-matcher.ts'
import { foldText } from './fold-text.ts'
import { createBotCategoryReader } from './read-bot-category.ts'
import { decideCategory, type Evidence, type Verdict, weighKeyword } from './score-categories.ts'

const patternWeight = 2
const untrustedBotWeight = 1

/** What can be told without having learnt anything: the bot's word, and the keywords and patterns of the categories. */
export interface Rules {
  /** The bot's word, where it is a configured name and this source is trusted with it. */
  takeBot(input: TextToClassify): { category: string; reasons: Reason[] } | null
  /** What keywords and patterns point to, and a bot's word that is not taken as it is. */
  weigh(input: TextToClassify): Verdict
}

/** Nobody is asked and nothing is kept. Throws at once when a category has a pattern that must not be used. */
export const createRules = (categories: Record<string, CategoryConfig>): Rules => {
  const fieldOf = (field: 'keywords' | 'patterns') =>
    Object.fromEntries(Object.entries(categories).map(([key, category]) => [key, category[field]]))
  const keywords = createKeywordIndex(fieldOf('keywords'))
  const patterns = createPatternMatcher(fieldOf('patterns'))
  const readBotCategory = createBotCategoryReader(categories, keywords)

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
    takeBot: ({ botCategory, trustBot }) => {
      const bot = readBotCategory(botCategory)
      if (bot.kind !== 'known' || !trustBot) return null
      return { category: bot.category, reasons: [{ code: 'bot-named', name: bot.name }] }
    },
    weigh: (input) => {
      const bot = readBotCategory(input.botCategory)
      const evidence = gatherEvidence(input)
      if (bot.kind === 'known') {
        const { name, category } = bot
        const reason: Reason = { code: 'bot-untrusted', name, category }
        evidence.push({ category, weight: untrustedBotWeight, reason })
      }
      if (bot.kind === 'unknown') evidence.push(...bot.evidence)
      const verdict = decideCategory(evidence)
      return bot.kind === 'unknown' && bot.evidence.length === 0
        ? { ...verdict, reasons: [...verdict.reasons, { code: 'bot-unknown' }] }
        : verdict
    },
  }
}
