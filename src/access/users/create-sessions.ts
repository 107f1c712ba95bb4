import { randomBytes } from 'node:crypto'
import type { Database } from '../../database/database.ts'
import { guardStore } from '../../database/guard-store.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import { AccessUnavailable } from '../access-unavailable.ts'
import { createRecentSessions } from './create-recent-sessions.ts'
import { createSessionUse } from './create-session-use.ts'
import { hashOpaque } from './opaque-secret.ts'
import { purgeSessions } from './purge-sessions.ts'
import { readSession } from './read-session.ts'
import type { SessionContent, SessionLimits, Sessions } from './sessions.ts'

/** How long the sign-in page of nobody in particular can be sent. */
const nobodysMs = 3_600_000

/** Sessions over a database; see `Sessions`. */
export const createSessions = (options: {
  database: Database
  clock: Clock
  logger: Logger
  limits: SessionLimits
}): Sessions => {
  const { database, clock, logger, limits } = options
  const guard = guardStore(database, AccessUnavailable)
  const recent = createRecentSessions(clock)
  const use = createSessionUse({ database, clock, limits, logger })

  const values = ({ userId, data }: SessionContent) => ({ user_id: userId, data: JSON.stringify(data) })

  return {
    secret: () =>
      guard(() =>
        database.write(async (transaction) => {
          await transaction
            .insertInto('desk_secrets')
            .values({
              name: 'cookies',
              value: randomBytes(32).toString('base64url'),
              created_at: clock.now(),
            })
            // Whichever replica came first has made it.
            .onConflict((conflict) => conflict.column('name').doNothing())
            .execute()
          const { value } = await transaction
            .selectFrom('desk_secrets')
            .select('value')
            .where('name', '=', 'cookies')
            .executeTakeFirstOrThrow()
          return value
        }),
      ),

    find: (id, { isUse } = { isUse: true }) =>
      guard(async () => {
        const hash = hashOpaque(id)
        const found = await recent.find(hash, () => readSession(database, hash))
        const now = clock.now()
        if (found === null || now >= found.expiresAt) return null
        if (isUse) use.note(found)
        return found
      }),

    begin: (id, session) =>
      guard(async () => {
        const now = clock.now()
        const lasts = session.userId === null ? nobodysMs : Math.min(limits.idle, limits.longest)
        const row = { ...values(session), created_at: now, seen_at: now, expires_at: now + lasts }
        await database.write((transaction) =>
          transaction
            .insertInto('desk_sessions')
            .values({ hash: hashOpaque(id), ...row })
            .onConflict((conflict) => conflict.column('hash').doUpdateSet(row))
            .execute(),
        )
        recent.drop(hashOpaque(id))
      }),

    change: (id, session) =>
      guard(async () => {
        await database.write((transaction) =>
          transaction
            .updateTable('desk_sessions')
            .set({ data: JSON.stringify(session.data) })
            .where('hash', '=', hashOpaque(id))
            .execute(),
        )
        recent.drop(hashOpaque(id))
      }),

    end: (id) =>
      guard(async () => {
        await database.write((transaction) =>
          transaction.deleteFrom('desk_sessions').where('hash', '=', hashOpaque(id)).execute(),
        )
        recent.drop(hashOpaque(id))
      }),

    listOf: (userId) =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('desk_sessions')
          .select(['hash', 'created_at', 'seen_at'])
          .where('user_id', '=', userId)
          .where('expires_at', '>', clock.now())
          .orderBy('seen_at', 'desc')
          .limit(50)
          .execute()
        return rows.map(({ hash, created_at, seen_at }) => ({ hash, createdAt: created_at, seenAt: seen_at }))
      }),

    forget: recent.forget,
    purge: ({ limit }) => guard(() => purgeSessions(database, { now: clock.now(), limit })),
    close: use.idle,
  }
}
