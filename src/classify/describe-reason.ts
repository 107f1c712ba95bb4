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
    default:
      return reason satisfies never
  }
}
