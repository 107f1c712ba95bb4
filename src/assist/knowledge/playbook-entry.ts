import { createHash } from 'node:crypto'
import type { LoadedPlaybook } from '../playbooks/load-playbooks.ts'
import type { IndexEntry } from './index/index-entry.ts'
import type { KnowledgeEntry, Playbook } from './knowledge.ts'

/** All that a playbook says, as one plain text. Pure. */
export const playbookText = (playbook: Playbook): string =>
  [
    ...playbook.response,
    ...playbook.rootCause,
    ...playbook.diagnosticSteps,
    ...playbook.resolution,
    ...playbook.requirements,
    ...playbook.complications,
    ...playbook.followUp,
  ].join('\n')

export const playbookId = ({ name, language }: Pick<Playbook, 'name' | 'language'>): string =>
  `playbook:${name}:${language}`

/** What a search finds. Pure. */
export const toPlaybookEntry = ({ playbook, changedAt }: LoadedPlaybook): KnowledgeEntry => ({
  id: playbookId(playbook),
  kind: 'playbook',
  title: playbook.title,
  url: null,
  language: playbook.language,
  text: playbookText(playbook),
  playbook,
  changedAt,
})

/** What the index gets of it. What only agents read is left out where it would draw in other requests. Pure. */
export const toPlaybookIndexEntry = ({ playbook }: LoadedPlaybook): IndexEntry => ({
  id: playbookId(playbook),
  kind: 'playbook',
  language: playbook.language,
  title: playbook.title,
  keywords: playbook.keywords,
  categories: playbook.categories,
  text: [
    ...playbook.response,
    ...playbook.rootCause,
    ...playbook.diagnosticSteps,
    ...playbook.resolution,
  ].join('\n'),
  hash: createHash('sha256').update(JSON.stringify(playbook)).digest('base64url').slice(0, 22),
})
