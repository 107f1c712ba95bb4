import type { Helpdesk } from '../../../helpdesk/helpdesk.ts'
import type { Clock } from '../../../ops/clock.ts'
import type { Logger } from '../../../ops/logger.ts'
import type { KnowledgeStore } from '../store/knowledge-store.ts'

/** What of a help desk is read for knowledge. */
export type ReadDesk = Pick<
  Helpdesk,
  'name' | 'capabilities' | 'listArticles' | 'listCannedResponses' | 'listChangedSince' | 'listConversation'
>

/** What readings share. */
export interface ReadTools {
  store: KnowledgeStore
  /** Masks the texts of one ticket; the names are of those who wrote on it. */
  openMask: (names: readonly string[]) => (text: string) => string
  /** ISO 639-1; null: it cannot be told. */
  detectLanguage: (text: string) => string | null
  /** Resolves when the next call may leave: a few a minute. */
  pace: () => Promise<void>
  clock: Clock
  logger: Logger
  signal: AbortSignal
}

export const lane = 'background'
