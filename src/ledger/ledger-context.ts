import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { Bells } from './bells.ts'
import type { HistoryWriter } from './history.ts'
import type { ReadEntry } from './read-entry.ts'
import type { WordIndex } from './search/word-index.ts'

/** What every verb of the ledger works with. */
export interface LedgerContext {
  database: Database
  clock: Clock
  /** The time by which leases are judged: asked for anew, so that a clock that was set meanwhile takes nothing from anybody. */
  sureTime: () => Promise<number>
  logger: Logger
  bells: Bells
  history: HistoryWriter
  readEntry: ReadEntry
  words: WordIndex
}
