import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type { SqliteConnection } from './sqlite-connection.ts'

/** Gives the one connection to one at a time, first come, first served; and begins transactions as this store needs. */
class OneConnectionDriver extends SqliteDriver {
  readonly #connection: SqliteConnection
  readonly #waiting: (() => void)[] = []
  #taken = false

  constructor(connection: SqliteConnection) {
    super({ database: connection })
    this.#connection = connection
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#taken) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#taken = true
    return super.acquireConnection()
  }

  override async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken = false
    else next()
  }

  // A deferred transaction that turns to writing fails at once when another process has written since it began to read, and
  // the busy timeout does not help; one that begins by taking the write lock waits for it.
  override async beginTransaction(_: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    this.#connection.begin(settings?.accessMode === 'read only' ? 'deferred' : 'immediate')
  }

  override async rollbackTransaction(): Promise<void> {
    this.#connection.rollback()
  }
}

class FullAdapter extends SqliteAdapter {
  // Keeps Kysely from putting its own lock in front of the driver's: that one wakes all who wait whenever one is done, which
  // made 3,000 queued reads take seconds.
  override get supportsMultipleConnections(): boolean {
    return true
  }

  // SQLite does roll schema changes back; Kysely says false for the sake of `pragma foreign_keys`, which we never switch.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export const createSqliteDialect = (connection: SqliteConnection): Dialect => ({
  createDriver: () => new OneConnectionDriver(connection),
  createAdapter: () => new FullAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})
