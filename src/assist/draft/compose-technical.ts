import type { Technical } from '../../../schemas/draft.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import { splitStatements } from './split-statements.ts'

export const noTechnical: Technical = {
  rootCause: [],
  diagnosticSteps: [],
  resolution: [],
  requirements: [],
  complications: [],
  followUp: [],
  links: [],
}

const mostSteps = 40

/** What the agent gets of an entry: a playbook's own parts; of everything else what solves it, as steps, and where to read it. */
export const composeTechnical = (entry: KnowledgeEntry): Technical => {
  const { playbook, id } = entry
  const state = (texts: readonly string[]) =>
    texts.map((text) => ({ text, kind: 'claim' as const, sources: [id] }))
  if (playbook !== null)
    return {
      rootCause: state(playbook.rootCause),
      diagnosticSteps: state(playbook.diagnosticSteps),
      resolution: state(playbook.resolution),
      requirements: state(playbook.requirements),
      complications: state(playbook.complications),
      followUp: state(playbook.followUp),
      links: playbook.links.map(({ title, url }) => ({ title, url })),
    }
  const steps = splitStatements(answerOf(entry)).slice(0, mostSteps)
  return {
    ...noTechnical,
    resolution: state(steps.map(({ text }) => text)),
    links: entry.url === null ? [] : [{ title: entry.title, url: entry.url }],
  }
}

/** What an entry answers; of a solved ticket: what solved it, not what was asked. */
export const answerOf = ({ kind, text }: Pick<KnowledgeEntry, 'kind' | 'text'>): string => {
  const border = kind === 'ticket' ? text.indexOf('\n\n') : -1
  return border === -1 ? text : text.slice(border + 2)
}
