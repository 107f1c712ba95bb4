import type { ReasonTexts } from './reason-texts.ts'

// Made when needed, which is rarely: the first of them takes 20 ms of a start.
const list = (names: string[]) => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names)
const nameOfLanguage = (code: string) => new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code

export const en: ReasonTexts = {
  categories: {
    billing: 'Billing',
    access: 'Account access',
    technical: 'Technical support',
    orders: 'Orders and shipping',
    returns: 'Returns',
    sales: 'Sales',
    complaint: 'Complaint',
    other: 'Other',
  },
  botNamed: (name) => `The bot named the category “${name}”.`,
  botUntrusted: (name, category) =>
    `The bot named the category “${name}” (${category}), but is not trusted with it.`,
  botSimilar: (name, category) =>
    `The bot's category is not a configured one, but contains “${name}” (${category}).`,
  botUnknown: "The bot's category is not a configured one.",
  keyword: {
    subject: (keyword, category) => `The subject contains “${keyword}” (${category}).`,
    text: (keyword, category) => `The text contains “${keyword}” (${category}).`,
    bot: (keyword, category) =>
      `The bot's category is not a configured one, but contains the keyword “${keyword}” (${category}).`,
  },
  pattern: (number, category) => `Pattern ${number} of “${category}” matches.`,
  tied: (categories) => `The evidence points equally to ${list(categories.map((name) => `“${name}”`))}.`,
  nothing: 'No keyword or pattern points to a category.',
  modelWords: (words, category, runnerUp) =>
    `These words speak for ${category}${runnerUp === null ? '' : ` rather than ${runnerUp}`}: ${list(words.map(({ text, percent }) => `“${text}” (${percent} %)`))}.`,
  modelUnsure: (category, percent, runnerUp) =>
    `The model leans to “${category}”${runnerUp === null ? '' : `, with “${runnerUp}” next`}, but is only ${percent} % sure.`,
  modelOutOfScope: 'The text is like nothing that the model has learnt from.',
  modelStrange:
    'The model has learnt other categories than those that are configured now. Train it on tickets with these.',
  modelLanguage: (language) =>
    `The model has learnt from too few texts in this language (${nameOfLanguage(language)}).`,
  similar: (tickets) =>
    `Similar solved tickets: ${list(
      tickets.map(
        ({ ticket, category, percent }) =>
          `${ticket} (${category === null ? '' : `${category}, `}${percent} % alike)`,
      ),
    )}.`,
  llmChose: (category) => `The language model chose “${category}”.`,
  llmUnsure: 'The language model could not tell either.',
}
