import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Database } from '../database/database.ts'
import { DatabaseRefused } from '../database/database-refused.ts'
import { openDatabase } from '../database/open-database.ts'
import { type Clock, sleep } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { MoveRefused } from './move-refused.ts'

const lookEveryMs = 300

/** Opens the SQLite store in a folder, beside a service that may be running on it. Creates nothing. */
export const openSource = async (dataDir: string, logger: Logger): Promise<Database> => {
  if (!existsSync(join(dataDir, 'relevo.db'))) {
    throw new MoveRefused(
      'no-source',
      `There is no store in ${resolve(dataDir)}: no relevo.db. Name the data folder of the service with --from, or set RELEVO_DATA_DIR as it has it.`,
    )
  }
  return openDatabase({ dataDir, exclusive: false, ofMove: true, logger })
}

/**
 * Waits until no service runs on the folder, and keeps every other one out until it is closed. `onWait` is called once if it
 * has to wait.
 */
export const holdSource = async (
  dataDir: string,
  options: { logger: Logger; clock: Clock; onWait: () => void },
): Promise<Database> => {
  for (let look = 1; ; look++) {
    try {
      return await openDatabase({ dataDir, exclusive: true, logger: options.logger })
    } catch (error) {
      if (!(error instanceof DatabaseRefused) || error.code !== 'in-use') throw error
      if (look === 1) options.onWait()
      // A clock's timer does not keep the process alive, and nothing else may be going on.
      const alive = setInterval(() => {}, 60_000)
      await sleep(options.clock, lookEveryMs).finally(() => clearInterval(alive))
    }
  }
}
