import type { Configuration } from '../../schemas/configuration.ts'
import type { Access } from '../access/access.ts'
import { createAccess } from '../access/create-access.ts'
import type { Database } from '../database/database.ts'
import { DatabaseRefused } from '../database/database-refused.ts'
import { openDatabase } from '../database/open-database.ts'
import { createLedger } from '../ledger/create-ledger.ts'
import type { Ledger } from '../ledger/ledger.ts'
import { systemClock } from '../ops/clock.ts'
import { createLogger } from '../ops/create-logger.ts'
import type { Terminal } from '../ops/terminal.ts'
import { exitCode } from './command.ts'
import { loadReadable } from './load-readable.ts'

export interface OpenedLedger {
  ledger: Ledger
  database: Database
  access: Access
  config: Configuration
  place: string
}

/** Opens the ledger beside a service that may be running, does the work, closes. Resolves with the exit code. */
export const withLedger = async (
  terminal: Terminal,
  work: (context: OpenedLedger) => Promise<number>,
): Promise<number> => {
  const config = loadReadable(terminal)
  if (config === null) return exitCode.configuration
  const logger = createLogger({ level: 'silent' })
  try {
    const database = await openDatabase({ ...config.store, exclusive: false, logger })
    const ledger = createLedger({ database, clock: systemClock, logger })
    const access = createAccess({
      database,
      clock: systemClock,
      logger,
      configuredKeys: [],
      rateLimit: config.api.rateLimit,
    })
    try {
      return await work({ ledger, database, access, config, place: database.place })
    } finally {
      await access.close()
      await ledger.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error
    terminal.stderr.write(`relevo: ${error.message}\n`)
    return exitCode.store
  }
}
