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

class ImmediateDriver extends SqliteDriver {
  readonly #connection: SqliteConnection

  constructor(connection: SqliteConnection) {
    super({ database: connection })
    this.#connection = connection
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

class TransactionalAdapter extends SqliteAdapter {
  // SQLite does roll schema changes back; Kysely says false for the sake of `pragma foreign_keys`, which we never switch.
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

export const createSqliteDialect = (connection: SqliteConnection): Dialect => ({
  createDriver: () => new ImmediateDriver(connection),
  createAdapter: () => new TransactionalAdapter(),
  createQueryCompiler: () => new SqliteQueryCompiler(),
  createIntrospector: (db) => new SqliteIntrospector(db),
})
