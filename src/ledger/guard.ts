import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { LedgerUnavailable } from './ledger-unavailable.ts'

export type Guard = <T>(run: () => Promise<T>) => Promise<T>

// A full disk fails hundreds of requests a second; the log on that same disk need not hold each of them.
const repeatAfterMs = 10_000

/** Turns failures of the store into `LedgerUnavailable`; every other error passes through. */
export const createGuard = (options: { database: Database; clock: Clock; logger: Logger }): Guard => {
  const { database, clock, logger } = options
  let last = { code: '', at: 0 }
  return async (run) => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      if (failure === null) throw error
      const at = clock.now()
      if (failure.code !== last.code || at - last.at >= repeatAfterMs) {
        last = { code: failure.code, at }
        const reason = error instanceof Error ? error.message : null
        logger.error({ code: failure.code, remedy: failure.remedy, reason }, 'the ledger is unavailable')
      }
      throw new LedgerUnavailable(failure.code, failure.remedy, { cause: error })
    }
  }
}
