import type { Transaction } from 'kysely'
import type { Tables } from '../database/tables.ts'

/** A transaction over the ledger's tables, as the verbs pass it on. */
export type LedgerTransaction = Transaction<Tables>
