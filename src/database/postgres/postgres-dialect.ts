import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  PostgresQueryCompiler,
  type TransactionSettings,
} from 'kysely'

export interface TransactionLimits {
  /** For one statement, ms. */
  statementMs: number
  /** For the pause between two statements, ms: a process that stands still must not hold its locks. */
  idleMs: number
}

/**
 * Kysely's driver, with limits set anew in each transaction and in the same round trip that begins it. As settings of the
 * session they would not get through a pooler in transaction mode, which hands each transaction another session.
 */
class LimitedDriver extends PostgresDriver {
  readonly #limits: string

  constructor(pool: PostgresPool, limits: TransactionLimits) {
    super({ pool })
    this.#limits = `set local statement_timeout = ${limits.statementMs}; set local idle_in_transaction_session_timeout = ${limits.idleMs}`
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    // Said each time: what is decided under a lock must be read after the lock was taken, whatever the role's default is.
    const isolation = ` isolation level ${settings.isolationLevel ?? 'read committed'}`
    const access = settings.accessMode === undefined ? '' : ` ${settings.accessMode}`
    await connection.executeQuery(CompiledQuery.raw(`begin${isolation}${access}; ${this.#limits}`))
  }

  /** On a dead connection this fails too. What failed first tells more, and the connection is given up with its transaction. */
  override async rollbackTransaction(
    connection: Parameters<PostgresDriver['rollbackTransaction']>[0],
  ): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => undefined)
  }
}

/**
 * The migrator's own lock belongs to a session, and behind a pooler in transaction mode it would be taken in one and given back in
 * another: whoever starts next would wait for ever. `openPostgres` takes one that ends with the transaction.
 */
class UnlockedAdapter extends PostgresAdapter {
  override async acquireMigrationLock(): Promise<void> {}
  override async releaseMigrationLock(): Promise<void> {}
}

export const createPostgresDialect = (pool: PostgresPool, limits: TransactionLimits): Dialect => ({
  createDriver: () => new LimitedDriver(pool, limits),
  createAdapter: () => new UnlockedAdapter(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createIntrospector: (db) => new PostgresIntrospector(db),
})
