import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type CompiledQuery, Kysely } from 'kysely'
import type { Logger } from '../../ops/logger.ts'
import type { Database, Locking } from '../database.ts'
import { DatabaseRefused } from '../database-refused.ts'
import { countPending, migrate } from '../migrate.ts'
import type { Tables } from '../tables.ts'
import { diagnoseFileError } from './diagnose-file-error.ts'
import { diagnoseSqliteFailure } from './diagnose-sqlite-failure.ts'
import { type ExclusiveLock, takeExclusiveLock } from './exclusive-lock.ts'
import { refuseMovedStore } from './refuse-moved-store.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { createSqliteDialect } from './sqlite-dialect.ts'

export interface OpenSqliteOptions {
  dataDir: string
  /** True for the service: one process a data directory. False for commands, which work beside a running service. */
  exclusive: boolean
  ofMove?: boolean
  logger: Logger
}

// Waiting for a lock blocks the whole process. Between the service's commits there is always a gap for a command to get in;
// the service itself should rather answer 503 than stand still.
const busyTimeoutMs = { service: 500, command: 5000 }

/** One transaction writes at a time, in this process and in all others. */
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
  options: OpenSqliteOptions,
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

const open = async (options: OpenSqliteOptions): Promise<Database> => {
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
    if (exclusive || options.ofMove !== true) await refuseMovedStore(opened, dataDir)
    return {
      place: resolve(dataDir),
      kysely: opened,
      writers: 1,
      nestsWrites: false,
      run: async <Row>(query: CompiledQuery) => {
        const { rows } = await opened.executeQuery<Row>(query as CompiledQuery<Row>)
        return rows
      },
      write: (work) => opened.transaction().execute(work),
      read: (work) =>
        opened.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(work),
      diagnose: diagnoseSqliteFailure,
      locking: oneWriterLocking,
      // Nothing but short-lived commands writes from elsewhere; what happens in this process is told inside it.
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

/** Opens the SQLite store in a folder, alone or beside others; see `openDatabase`. */
export const openSqlite = async (options: OpenSqliteOptions): Promise<Database> => {
  try {
    return await open(options)
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error
    const failure = diagnoseSqliteFailure(error) ?? diagnoseFileError(error)
    if (failure === null) throw error
    throw new DatabaseRefused(
      failure.code,
      `Cannot open the store in ${resolve(options.dataDir)}: ${failure.remedy}`,
      { cause: error },
    )
  }
}
