import { en } from './bridge/texts/en.ts'
import { es } from './bridge/texts/es.ts'
import type { TemplateHeadings } from './training/clean/create-own-words.ts'

const languages = [es, en]

/** What stands over the parts of the tickets that Relevo makes, in every language. */
export const templateHeadings: TemplateHeadings = {
  summary: languages.map(({ summary }) => summary),
  conversation: languages.map(({ conversation }) => conversation),
  others: languages.flatMap((texts) => [
    texts.details,
    texts.otherData,
    texts.unmapped,
    texts.files,
    texts.failedFiles,
    texts.newMessage,
  ]),
}
