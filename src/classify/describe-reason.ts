import type { Reason } from '../../schemas/classification.ts'
import { describeCategory } from './describe-category.ts'
import { chooseReasonTexts } from './reasons/choose-reason-texts.ts'

/** One reason as a sentence in `language` (`es`, `en`), English for any other. Plain text: escape it like a person's. */
export const describeReason = (reason: Reason, language: string): string => {
  const texts = chooseReasonTexts(language)
  const named = (category: string): string => describeCategory(category, language)
  switch (reason.code) {
    case 'bot-named':
      return texts.botNamed(reason.name)
    case 'bot-untrusted':
      return texts.botUntrusted(reason.name, named(reason.category))
    case 'bot-similar':
      return texts.botSimilar(reason.name, named(reason.category))
    case 'bot-unknown':
      return texts.botUnknown
    case 'keyword':
      return texts.keyword[reason.where](reason.keyword, named(reason.category))
    case 'pattern':
      return texts.pattern(reason.number, named(reason.category))
    case 'tied':
      return texts.tied(reason.categories.map(named))
    case 'nothing':
      return texts.nothing
    case 'model-words':
      return texts.modelWords(
        reason.words.map(({ text, contribution }) => ({ text, percent: percentOf(contribution) })),
        named(reason.category),
        reason.runnerUp === null ? null : named(reason.runnerUp),
      )
    case 'model-unsure':
      return texts.modelUnsure(
        named(reason.category),
        percentOf(reason.confidence),
        reason.runnerUp === null ? null : named(reason.runnerUp),
      )
    case 'model-out-of-scope':
      return texts.modelOutOfScope
    case 'model-strange':
      return texts.modelStrange
    case 'model-language':
      return texts.modelLanguage(reason.language)
    case 'similar':
      return texts.similar(
        reason.tickets.map(({ ticket, category, likeness }) => ({
          ticket,
          category: category === null ? null : named(category),
          percent: percentOf(likeness),
        })),
      )
    case 'llm-chose':
      return texts.llmChose(named(reason.category))
    case 'llm-unsure':
      return texts.llmUnsure
    default:
      return reason satisfies never
  }
}

const percentOf = (part: number): number => Math.round(part * 100)
