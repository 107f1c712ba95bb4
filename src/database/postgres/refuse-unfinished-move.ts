import type { Kysely } from 'kysely'
import { DatabaseRefused } from '../database-refused.ts'
import type { Tables } from '../tables.ts'

/** The row of `moves` that a store keeps while, and after, the content of another one was moved into it. */
export const movedHere = 'here'

/**
 * While a store is copied into this one, the other still delivers: a service here would deliver the same hand-offs, and commands
 * would find half of them. Throws
 * `DatabaseRefused` (moved).
 */
export const refuseUnfinishedMove = async (kysely: Kysely<Tables>): Promise<void> => {
  const move = await kysely
    .selectFrom('moves')
    .select('at')
    .where('name', '=', movedHere)
    .where('state', '<>', 'done')
    .executeTakeFirst()
  if (move === undefined) return
  throw new DatabaseRefused(
    'moved',
    `A SQLite store is being moved into the database of DATABASE_URL (last step: ${new Date(move.at).toISOString()}), and goes on being the one to serve until that is done. Run relevo migrate-store to its end, or use another, empty database. For commands on the store that serves now, unset DATABASE_URL.`,
  )
}
