import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import type { Logger } from '../ops/logger.ts'
import { MoveRefused } from './move-refused.ts'

const ourName = 'relevo-move'

/** Its connections have a name of their own, so that they can be told from those of a service. */
export const openTarget = (url: string, logger: Logger): Promise<Database> =>
  openDatabase({
    dataDir: '',
    databaseUrl: `${url}${url.includes('?') ? '&' : '?'}application_name=${ourName}`,
    exclusive: false,
    logger,
  })

/**
 * A service that was on the target before the move began has not seen that it must not be, and would deliver what is copied.
 * Its connections show. Throws `MoveRefused` (target-in-use).
 */
export const refuseTargetInUse = async (target: Database): Promise<void> => {
  const { rows } = await sql<{ connections: number }>`
    select count(*)::integer as connections from pg_stat_activity
    where datname = current_database() and application_name like 'relevo%' and application_name <> ${ourName}
  `.execute(target.kysely)
  const connections = rows[0]?.connections ?? 0
  if (connections === 0) return
  throw new MoveRefused(
    'target-in-use',
    `Relevo is connected to that database already (${connections} connection${connections === 1 ? '' : 's'}). Both would deliver the same hand-offs: stop what runs there first.`,
  )
}
