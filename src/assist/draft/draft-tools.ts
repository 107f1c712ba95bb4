import type { AssistConfig } from '../../../schemas/assist-configuration.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Knowledge } from '../knowledge/knowledge.ts'
import type { LanguageModel } from '../llm/language-model.ts'
import type { DraftStore } from '../store/draft-store.ts'
import type { createReadTicket } from './read-ticket.ts'

/** What writing a draft takes. */
export interface DraftTools {
  settings: AssistConfig
  store: DraftStore
  readTicket: ReturnType<typeof createReadTicket>
  knowledge: Knowledge
  model: LanguageModel | null
  /** Whether people have switched language models off. */
  llmOff: () => boolean
  /** ISO 639-1; null: it cannot be told. */
  detectLanguage: (text: string) => Promise<string | null>
  clock: Clock
  /** 0..1. */
  random: () => number
  newId: () => string
  logger: Logger
}
