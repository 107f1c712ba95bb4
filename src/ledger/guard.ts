import type { Database } from '../database/database.ts'
import type { Logger } from '../ops/logger.ts'
import { LedgerUnavailable } from './ledger-unavailable.ts'

export type Guard = <T>(run: () => Promise<T>) => Promise<T>

/** Turns failures of the store into `LedgerUnavailable`; every other error passes through. */
export const createGuard =
  ({ database, logger }: { database: Database; logger: Logger }): Guard =>
  async (run) => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      if (failure === null) throw error
      logger.error({ code: failure.code, remedy: failure.remedy }, 'the ledger is unavailable')
      throw new LedgerUnavailable(failure.code, failure.remedy, { cause: error })
    }
  }
