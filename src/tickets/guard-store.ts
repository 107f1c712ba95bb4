import type { Database } from '../database/database.ts'
import { TicketsUnavailable } from './tickets-unavailable.ts'

export type GuardStore = <T>(run: () => Promise<T>) => Promise<T>

/** Turns failures of the store into `TicketsUnavailable`; every other error passes through. */
export const guardStore =
  (database: Pick<Database, 'diagnose'>): GuardStore =>
  async (run) => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      if (failure === null) throw error
      throw new TicketsUnavailable(failure.code, failure.remedy, { cause: error })
    }
  }
