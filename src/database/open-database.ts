import type { Logger } from '../ops/logger.ts'
import type { Database } from './database.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

export interface OpenDatabaseOptions {
  dataDir: string
  /** PostgreSQL's address; absent: SQLite in the data directory. */
  databaseUrl?: string | undefined
  /** Connections that this process may hold at once, at least 3. PostgreSQL only. */
  connections?: number
  /** True for the service, false for commands. With SQLite one service a data directory; with PostgreSQL there is no limit. */
  exclusive: boolean
  /** For the mover alone: also a store whose content has moved elsewhere, or is being moved here. Others would look at the wrong one. */
  ofMove?: boolean
  logger: Logger
}

/**
 * Opens the store and brings its schema up to date. Throws `DatabaseRefused` with a message for the person who starts the
 * service: a second service on the same data directory, a newer schema, a disk that is full, read-only or damaged, a server
 * that cannot be reached or that would lose what it has acknowledged.
 */
export const openDatabase = async (options: OpenDatabaseOptions): Promise<Database> => {
  const { databaseUrl, connections = 10 } = options
  if (databaseUrl === undefined) return openSqlite(options)
  // Loaded when it is wanted: most installations never need its driver.
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return openPostgres({ ...options, databaseUrl, connections })
}
