import { readReference } from './read-reference.ts'

/** The headings of a text that Relevo composed, in every language that there is. */
export interface TemplateHeadings {
  summary: readonly string[]
  conversation: readonly string[]
  others: readonly string[]
}

/** What stands under a heading in plain text, and over the reference. */
const rule = /^(=+|--)$/

type Section = 'before' | 'summary' | 'conversation' | 'others'

/**
 * Takes a person's own words out of a ticket that a hand-off became: the summary, which is what hand-offs are classified by, else the
 * conversation. Any other text stays as it is. Relevo's texts are told by the line with the hand-off's reference.
 */
export const createOwnWords = (headings: TemplateHeadings): ((text: string) => string) => {
  const sections = new Map<string, Section>()
  for (const section of ['others', 'conversation', 'summary'] as const)
    for (const heading of headings[section]) sections.set(heading, section)

  return (text) => {
    const lines = text.split('\n').map((line) => line.trim())
    const end = lines.findLastIndex((line) => readReference(line) !== null)
    if (end === -1) return text
    const parts: Record<Section, string[]> = { before: [], summary: [], conversation: [], others: [] }
    let at: Section = 'before'
    for (const line of lines.slice(0, end)) {
      if (rule.test(line)) continue
      const next = sections.get(line.replace(/^#+ +/, '').replace(/:$/, ''))
      if (next === undefined) parts[at].push(line)
      else at = next
    }
    const told = [parts.summary, parts.conversation, parts.before].map((part) => part.join('\n').trim())
    return told.find((words) => words !== '') ?? ''
  }
}
