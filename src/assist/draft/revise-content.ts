import type { DraftContent, Statement } from '../../../schemas/draft.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import { answerOf } from './compose-technical.ts'
import { foldValue } from './find-values.ts'
import { conversationId, createGrounds } from './ground.ts'
import { findMissing } from './secure-text.ts'

/**
 * A draft with another text: sentences that stay keep what they stand on, new ones are grounded on its sources and on what the
 * conversation was found to say before. The ticket is not read for it, so that a text may be kept with each pause in typing. Pure.
 */
export const reviseContent = (
  content: DraftContent,
  text: string,
  sources: readonly KnowledgeEntry[],
): DraftContent => {
  const response = text.trim()
  const before = new Map(content.statements.map((statement) => [foldValue(statement.text), statement]))
  const said = content.statements.filter((statement) => statement.sources.includes(conversationId))
  const grounds = createGrounds([
    ...sources.map((entry) => ({
      id: entry.id,
      text: `${entry.title}.\n${answerOf(entry)}\n${entry.url ?? ''}`,
      trusted: true,
    })),
    { id: conversationId, text: said.map((statement) => statement.text).join('\n'), trusted: true },
  ])
  const names = content.statements
    .filter(({ kind }) => kind === 'greeting' || kind === 'closing')
    .map((each) => each.text)
  const statements = grounds.text(response, { names }).statements.map((statement): Statement => {
    const same = before.get(foldValue(statement.text))
    return same === undefined ? statement : { ...same, text: statement.text }
  })
  const missing = findMissing(response)
  const known = new Set(content.sources.map(({ id }) => id))
  return {
    ...content,
    response,
    statements,
    missing,
    outcome: missing.length > 0 ? 'needs-follow-up' : content.outcome,
    sources: [
      ...content.sources,
      ...sources
        .filter(({ id }) => !known.has(id))
        .map(({ id, kind, title, url }) => ({ id, kind, title, url })),
    ],
  }
}
