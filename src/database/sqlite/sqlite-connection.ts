import { statSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { DatabaseMoved, sqliteCode } from './diagnose-sqlite-failure.ts'

export interface SqliteConnection extends SqliteDatabase {
  begin(mode: 'immediate' | 'deferred'): void
  rollback(): void
  /** Moves the write-ahead log into the database and empties it, unless a reader elsewhere still needs it. */
  truncateLog(): void
}

// The statements that the ledger runs are about a hundred; lists with filters make some more.
const maxStatements = 300

// perm, readonly, ioerr, corrupt, cantopen, notadb: a new connection may do what this one no longer can.
const worthReopening = new Set([3, 8, 10, 11, 14, 26])

const open = (path: string, busyTimeoutMs: number): DatabaseSync => {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs })
  try {
    // 1,000 pages are 4 MB of log, a checkpoint of about 10 ms; 4,000 or more gained nothing and stalled for 20-90 ms.
    database.exec(`
      pragma journal_mode = wal;
      pragma synchronous = full;
      pragma wal_autocheckpoint = 1000;
      pragma journal_size_limit = 16777216;
      pragma secure_delete = on;
      pragma cache_size = -16000;
    `)
  } catch (error) {
    database.close()
    throw error
  }
  return database
}

const identify = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`
}

/**
 * One connection to a SQLite file that Kysely can drive, with its statements kept prepared. After a failure that a fresh
 * connection may cure it opens a new one before the next transaction, so that the store recovers when its disk does.
 */
export const createSqliteConnection = (options: {
  path: string
  busyTimeoutMs: number
}): SqliteConnection => {
  const { path, busyTimeoutMs } = options
  let database = open(path, busyTimeoutMs)
  const identity = identify(path)
  let logIdentity = identify(`${path}-wal`)
  let suspect = false
  const statements = new Map<string, SqliteStatement>()

  const guarded = <T>(run: () => T): T => {
    try {
      return run()
    } catch (error) {
      const code = sqliteCode(error)
      if (code !== null && worthReopening.has(code)) suspect = true
      throw error
    }
  }

  const reopen = (): void => {
    const fresh = open(path, busyTimeoutMs)
    statements.clear()
    if (database.isOpen) database.close()
    database = fresh
    logIdentity = null
    suspect = false
  }

  // Writing on into a file that was renamed or deleted would look durable, and be lost at the next start. Opening another file
  // in its place would be worse: SQLite finds the write-ahead log by name, and would mix the two.
  const assertInPlace = (): void => {
    if (identify(path) !== identity) throw new DatabaseMoved('The database file was removed or replaced.')
    // Commits are in the log until a checkpoint, so the same goes for it. SQLite keeps it for as long as we are connected.
    const log = identify(`${path}-wal`)
    logIdentity ??= log
    if (log !== logIdentity) throw new DatabaseMoved('The write-ahead log was removed or replaced.')
  }

  const wrap = (statement: StatementSync): SqliteStatement => ({
    reader: statement.columns().length > 0,
    all: (parameters) => guarded(() => statement.all(...(parameters as SQLInputValue[]))),
    run: (parameters) => guarded(() => statement.run(...(parameters as SQLInputValue[]))),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  })

  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known !== undefined) return known
      const statement = wrap(guarded(() => database.prepare(sql)))
      if (statements.size >= maxStatements) statements.clear()
      statements.set(sql, statement)
      return statement
    },
    begin(mode) {
      assertInPlace()
      if (suspect) reopen()
      guarded(() => database.exec(`begin ${mode}`))
    },
    rollback() {
      // After some errors SQLite has rolled back already.
      if (database.isTransaction) guarded(() => database.exec('rollback'))
    },
    truncateLog() {
      guarded(() => database.exec('pragma wal_checkpoint(truncate)'))
    },
    close() {
      statements.clear()
      if (database.isOpen) database.close()
    },
  }
}
