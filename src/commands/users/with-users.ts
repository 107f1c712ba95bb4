import type { Configuration } from '../../../schemas/configuration.ts'
import type { Access } from '../../access/access.ts'
import { createAccess } from '../../access/create-access.ts'
import { createUsers } from '../../access/users/create-users.ts'
import type { Users } from '../../access/users/users.ts'
import { DatabaseRefused } from '../../database/database-refused.ts'
import { openDatabase } from '../../database/open-database.ts'
import { systemClock } from '../../ops/clock.ts'
import { createLogger } from '../../ops/create-logger.ts'
import type { Terminal } from '../../ops/terminal.ts'
import { exitCode } from '../command.ts'
import { loadReadable } from '../load-readable.ts'

export interface OpenedUsers {
  users: Users
  access: Access
  config: Configuration
}

/** Opens the people of the desk beside a service that may be running, does the work, closes. Resolves with the exit code. */
export const withUsers = async (
  terminal: Terminal,
  work: (opened: OpenedUsers) => Promise<number>,
): Promise<number> => {
  const config = loadReadable(terminal)
  if (config === null) return exitCode.configuration
  const logger = createLogger({ level: 'silent' })
  try {
    const database = await openDatabase({ ...config.store, exclusive: false, logger })
    const clock = systemClock
    const users = createUsers({ database, clock, logger, lockOut: config.desk.lockOut })
    const access = createAccess({
      database,
      clock,
      logger,
      configuredKeys: [],
      rateLimit: config.api.rateLimit,
    })
    try {
      return await work({ users, access, config })
    } finally {
      await access.close()
      await database.close()
    }
  } catch (error) {
    if (!(error instanceof DatabaseRefused)) throw error
    terminal.stderr.write(`relevo: ${error.message}\n`)
    return exitCode.store
  }
}
