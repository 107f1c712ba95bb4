import type { Database } from '../../database/database.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'

export type GuardTriage = <T>(run: () => Promise<T>) => Promise<T>

/** Turns failures of the store into `TriageUnavailable`; every other error passes through. */
export const createGuardTriage =
  (database: Pick<Database, 'diagnose'>): GuardTriage =>
  async (run) => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      if (failure === null) throw error
      throw new TriageUnavailable(failure.code, error)
    }
  }
