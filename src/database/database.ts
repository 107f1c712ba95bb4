import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import type { Tables } from './tables.ts'

/** What is wrong with the store, for the caller's error and for the person who runs the machine. Holds no data. */
export interface StoreFailure {
  code: 'disk-full' | 'read-only' | 'locked' | 'corrupt' | 'unavailable'
  remedy: string
}

/** The store's door: types only. Nothing outside this room knows which database it is. */
export interface Database {
  /** Where the data are, for people: a folder, or a server and its database. */
  place: string
  /** For single statements. */
  kysely: Kysely<Tables>
  /** How many transactions may write at the same time; 1: they queue anyway. */
  writers: number
  /** Whether one statement may write to several tables (`with … as (insert … returning …) insert …`). */
  nestsWrites: boolean
  /**
   * Runs `work` in one transaction that is durable when the promise resolves. When it rejects, nothing is kept; but a store that
   * is lost during the very commit may have kept it. `work` may run more than once: it must change nothing but the store.
   */
  write<T>(
    work: (transaction: Transaction<Tables>) => Promise<T>,
    options?: { /** Not in line behind long reads: for few, short statements. */ express?: boolean },
  ): Promise<T>
  /** Runs one short statement in a transaction of its own, durable like `write`, and not in line behind long reads. */
  run<Row>(query: CompiledQuery): Promise<Row[]>
  /** Runs `work` on one snapshot: everything it reads was true at the same instant. */
  read<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T>
  /** Tells a failure of the store from a fault in a statement or its values (null). */
  diagnose(error: unknown): StoreFailure | null
  /** How transactions that run at the same time keep out of each other's way. */
  locking: Locking
  /** News from and to other processes on the same store; null where this process is told of everything that matters. */
  signals: Signals | null
  /** The store's clock, ms since the Unix epoch; null where the store has none but this machine's. */
  now(): Promise<number | null>
  /** Gets what was deleted out of the files, as far as readers in other processes permit now. */
  scrub(): Promise<void>
  /** Idempotent. */
  close(): Promise<void>
}

/** In a store that runs one write at a time all of these do nothing and take everything. */
export interface Locking {
  /** Rows of `query` wait for, and then hold off, other transactions until this one ends. */
  forUpdate<Query>(query: Query): Query
  /** The same, but rows that another transaction holds are left out. */
  skipLocked<Query>(query: Query): Query
  /** Waits for each named lock and holds it until the transaction ends. Safe against a deadlock with another such call. */
  take(transaction: Transaction<Tables>, names: string[]): Promise<void>
  /** Takes those of the locks that are free now, and tells which. Never waits. */
  tryToTake(transaction: Transaction<Tables>, names: string[]): Promise<Set<string>>
}

export type Topic = 'due' | 'settled' | 'switched'

/** Short messages between processes. They may get lost: whoever needs certainty looks into the store as well. */
export interface Signals {
  /** Tells the others soon, without waiting. Call it after the commit. */
  publish(topic: Topic, subject: string): void
  /** Calls back with what others (and this process) publish. Returns a function that unsubscribes. */
  subscribe(listener: (topic: Topic, subject: string) => void): () => void
  /** Whether messages arrive now. While they do not, look into the store more often. */
  hears(): boolean
}
