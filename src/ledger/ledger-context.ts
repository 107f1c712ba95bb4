import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/tables.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import type { Bells } from './bells.ts'
import type { HistoryWriter } from './history.ts'
import type { ReadEntry } from './read-entry.ts'

export type LedgerTransaction = Transaction<Tables>

/** What every verb of the ledger works with. */
export interface LedgerContext {
  database: Database
  clock: Clock
  logger: Logger
  bells: Bells
  history: HistoryWriter
  readEntry: ReadEntry
}
