import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Kysely } from 'kysely'
import type { Logger } from '../ops/logger.ts'
import type { Database, Locking } from './database.ts'
import { DatabaseRefused } from './database-refused.ts'
import { diagnoseFileError } from './diagnose-file-error.ts'
import { diagnoseSqliteFailure } from './diagnose-sqlite-failure.ts'
import { type ExclusiveLock, takeExclusiveLock } from './exclusive-lock.ts'
import { countPending, migrate } from './migrate.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

export interface OpenDatabaseOptions {
  dataDir: string
  databaseUrl?: string | undefined
  /** True for the service: one process a data directory. False for commands, which work beside a running service. */
  exclusive: boolean
  logger: Logger
}

// Waiting for a lock blocks the whole process. Between the service's commits there is always a gap for a command to get in;
// the service itself should rather answer 503 than stand still.
const busyTimeoutMs = { service: 500, command: 5000 }

const oneWriterLocking: Locking = {
  forUpdate: (query) => query,
  skipLocked: (query) => query,
  take: async () => {},
  tryToTake: async (_, names) => new Set(names),
}

const createPrivateFile = (path: string): void => {
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
}

/** A command may find a new or an older database; it may change the schema only while no service is running. */
const migrateUnderLock = async (
  kysely: Kysely<Tables>,
  options: OpenDatabaseOptions,
  lockPath: string,
): Promise<void> => {
  const pending = await countPending(kysely)
  if (pending === 0) return
  const lock = options.exclusive ? null : takeExclusiveLock(lockPath, options.dataDir)
  try {
    await migrate(kysely)
  } finally {
    lock?.release()
  }
  options.logger.info({ migrations: pending }, 'database schema brought up to date')
}

const openSqlite = async (options: OpenDatabaseOptions): Promise<Database> => {
  const { dataDir, exclusive } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'relevo.db')
  const lockPath = join(dataDir, 'relevo.lock')
  createPrivateFile(path)
  const lock: ExclusiveLock | null = exclusive ? takeExclusiveLock(lockPath, dataDir) : null
  let kysely: Kysely<Tables> | null = null
  try {
    const connection = createSqliteConnection({
      path,
      busyTimeoutMs: exclusive ? busyTimeoutMs.service : busyTimeoutMs.command,
    })
    const opened = new Kysely<Tables>({ dialect: createSqliteDialect(connection) })
    kysely = opened
    await migrateUnderLock(opened, options, lockPath)
    return {
      kysely: opened,
      write: (work) => opened.transaction().execute(work),
      read: (work) =>
        opened.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(work),
      diagnose: diagnoseSqliteFailure,
      locking: oneWriterLocking,
      // Every process on this machine may look at any time; what happens in this process is told inside it.
      signals: null,
      now: async () => null,
      scrub: () => opened.connection().execute(async () => connection.truncateLog()),
      close: async () => {
        await opened.destroy()
        connection.close()
        lock?.release()
      },
    }
  } catch (error) {
    await kysely?.destroy()
    lock?.release()
    throw error
  }
}

/**
 * Opens the store and brings its schema up to date. Throws `DatabaseRefused` with a message for the person who starts the
 * service: a second service on the same data directory, a newer schema, a disk that is full, read-only or damaged.
 */
export const openDatabase = async (options: OpenDatabaseOptions): Promise<Database> => {
  if (options.databaseUrl !== undefined) {
    throw new DatabaseRefused(
      'not-supported',
      'DATABASE_URL is set, but this version keeps its data in SQLite only. Unset it, and set RELEVO_DATA_DIR if need be.',
    )
  }
  try {
    return await openSqlite(options)
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error
    const failure = diagnoseSqliteFailure(error) ?? diagnoseFileError(error)
    if (failure === null) throw error
    throw new DatabaseRefused(
      failure.code,
      `Cannot open the store in ${resolve(options.dataDir)}: ${failure.remedy}`,
      {
        cause: error,
      },
    )
  }
}
