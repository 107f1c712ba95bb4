import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'

export interface LastUse {
  /** Notes that a key was used; returns at once. */
  note(id: string): void
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

const everyMs = 60_000

/**
 * Writes when a key was last used: at most once a minute for each key, and beside the request. It is for a person who wonders
 * whether a key is still needed, so a failure is only told.
 */
export const createLastUse = (options: {
  database: Database
  clock: Clock
  onFailure(error: unknown): void
}): LastUse => {
  const { database, clock, onFailure } = options
  const noted = new Map<string, number>()
  const underWay = new Set<Promise<void>>()

  const write = async (id: string, at: number): Promise<void> => {
    try {
      await database.kysely
        .updateTable('api_keys')
        .set({ last_used_at: at })
        .where('id', '=', id)
        // Other processes may have written later, or just now.
        .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<=', at - everyMs)]))
        .execute()
    } catch (error) {
      onFailure(error)
    }
  }

  return {
    note(id) {
      const now = clock.now()
      const last = noted.get(id)
      if (last !== undefined && now >= last && now - last < everyMs) return
      noted.set(id, now)
      // After the request: SQLite writes within the call.
      const { promise, resolve } = Promise.withResolvers<void>()
      underWay.add(promise)
      setImmediate(() => {
        void write(id, now).then(() => {
          underWay.delete(promise)
          resolve()
        })
      })
    },
    idle: async () => {
      await Promise.all(underWay)
    },
  }
}
