import { resolve } from 'node:path'
import type { Kysely } from 'kysely'
import { DatabaseRefused } from '../database-refused.ts'
import type { Tables } from '../tables.ts'

/** The row of `moves` that a store keeps when its content has moved to another one. */
export const movedAway = 'away'

/**
 * A service that went on with a store whose content lives elsewhere by now would deliver everything twice, and a command would show
 * and change what no longer counts. Throws
 * `DatabaseRefused` (moved).
 */
export const refuseMovedStore = async (kysely: Kysely<Tables>, dataDir: string): Promise<void> => {
  const move = await kysely
    .selectFrom('moves')
    .select('at')
    .where('name', '=', movedAway)
    .where('state', '=', 'done')
    .executeTakeFirst()
  if (move === undefined) return
  throw new DatabaseRefused(
    'moved',
    `What was in ${resolve(dataDir)} was moved to PostgreSQL on ${new Date(move.at).toISOString().slice(0, 10)}: set DATABASE_URL to it, here and wherever Relevo's commands are run (cron, shells). To go on with this store instead, as it was then: relevo migrate-store --from ${dataDir} --reopen`,
  )
}
