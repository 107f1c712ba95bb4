import type { Database } from './database.ts'

export type GuardStore = <T>(run: () => Promise<T>) => Promise<T>

/** Turns failures of the store into the room's own `Unavailable`; every other error passes through. */
export const guardStore =
  (
    database: Pick<Database, 'diagnose'>,
    Unavailable: new (code: string, remedy: string, options: { cause: unknown }) => Error,
  ): GuardStore =>
  async (run) => {
    try {
      return await run()
    } catch (error) {
      const failure = database.diagnose(error)
      if (failure === null) throw error
      throw new Unavailable(failure.code, failure.remedy, { cause: error })
    }
  }
