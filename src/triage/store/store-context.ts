import type { Selectable, Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { GuardStore } from '../../database/guard-store.ts'
import type { Tables, TriageTicketsTable } from '../../database/tables.ts'
import type { TriageTicket } from '../triage-store.ts'

/** What the verbs of the store share. */
export interface StoreContext {
  database: Database
  guard: GuardStore
  readTicket(row: Selectable<TriageTicketsTable>): TriageTicket
  readPart: ReadPart
}

/** A stored JSON text as `parse` has it; null, and told once in the log, when it cannot be read. */
export type ReadPart = <T>(
  part: { helpdesk: string; ticketId: string; name: string; text: string | null },
  parse: (value: unknown) => T,
) => T | null

/** A transaction over the tables, as the verbs pass it on. */
export type StoreTransaction = Transaction<Tables>
