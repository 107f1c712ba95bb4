import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { GuardStore } from '../../database/guard-store.ts'
import type { Tables } from '../../database/tables.ts'

/** What the verbs of the inbox share. */
export interface StoreContext {
  database: Database
  guard: GuardStore
  isPostgres: boolean
  /** Something was stored. */
  changed(): void
}

export type StoreTransaction = Transaction<Tables>
