import type { Database } from '../../database/database.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { StoredSession } from './read-session.ts'
import type { SessionLimits } from './sessions.ts'

export interface SessionUse {
  /** Notes that a session was used; returns at once. */
  note(session: StoredSession): void
  /** Resolves when nothing is being written. */
  idle(): Promise<void>
}

const aMinuteMs = 60_000

/** Writes when a session and its user were last seen, and puts its end off: once a minute at most, and beside the request. */
export const createSessionUse = (options: {
  database: Database
  clock: Clock
  limits: SessionLimits
  logger: Logger
}): SessionUse => {
  const { database, clock, limits, logger } = options
  const everyMs = Math.min(aMinuteMs, limits.idle / 4)
  const underWay = new Map<string, Promise<void>>()

  const write = async ({ hash, userId, createdAt }: StoredSession, now: number): Promise<void> => {
    try {
      const { numUpdatedRows } = await database.write((transaction) =>
        transaction
          .updateTable('desk_sessions')
          .set({ seen_at: now, expires_at: Math.min(createdAt + limits.longest, now + limits.idle) })
          .where('hash', '=', hash)
          // Another process may have written just now.
          .where('seen_at', '<=', now - everyMs)
          .executeTakeFirst(),
      )
      if (numUpdatedRows === 0n || userId === null) return
      // Apart: whoever changes a user ends the sessions after it, and would wait for this the other way round.
      await database.write((transaction) =>
        transaction.updateTable('users').set({ seen_at: now }).where('id', '=', userId).execute(),
      )
    } catch (error) {
      logger.warn(
        { reason: error instanceof Error ? error.name : null },
        'when a session was used was not written',
      )
    }
  }

  return {
    note(session) {
      const now = clock.now()
      if (session.userId === null || now - session.seenAt < everyMs || underWay.has(session.hash)) return
      // The looked-up row is remembered for some seconds; what it says of the last use is true from here on.
      session.seenAt = now
      session.expiresAt = Math.min(session.createdAt + limits.longest, now + limits.idle)
      const { promise, resolve } = Promise.withResolvers<void>()
      underWay.set(session.hash, promise)
      // After the request: SQLite writes within the call.
      setImmediate(() => {
        void write(session, now).then(() => {
          underWay.delete(session.hash)
          resolve()
        })
      })
    },
    idle: async () => {
      await Promise.all(underWay.values())
    },
  }
}
