import type { Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** What is wrong with the store, for the caller's error and for the person who runs the machine. Holds no data. */
export interface StoreFailure {
  code: 'disk-full' | 'read-only' | 'locked' | 'corrupt' | 'unavailable'
  remedy: string
}

/** The store's door: types only. Nothing outside this room knows which database it is. */
export interface Database {
  /** For single statements. */
  kysely: Kysely<Tables>
  /** Runs `work` in one transaction that is durable when the promise resolves; nothing is kept when it rejects. */
  write<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Runs `work` on one snapshot: everything it reads was true at the same instant. */
  read<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Tells a failure of the store from a fault in a statement or its values (null). */
  diagnose(error: unknown): StoreFailure | null
  /** Gets what was deleted out of the files, as far as readers in other processes permit now. */
  scrub(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}
