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
    ofMove: true,
    logger,
  })

const inUse = (sign: string): MoveRefused =>
  new MoveRefused(
    'target-in-use',
    `${sign}. Both would deliver the same hand-offs: stop what runs there first.`,
  )

/**
 * A service that was on the target before the move began has not seen that it must not be, and would deliver what is copied.
 * Its connections show, unless they have a name or a role of their own; then its leases do. Throws `MoveRefused` (target-in-use).
 */
export const refuseTargetInUse = async (target: Database): Promise<void> => {
  const { rows } = await sql<{ connections: number; leases: number }>`
    select (
      select count(*)::integer from pg_stat_activity
      where datname = current_database() and application_name like 'relevo%' and application_name <> ${ourName}
    ) as connections,
    (select count(*)::integer from duties where expires_at > now.ms)
      + (select count(*)::integer from account_shares where expires_at > now.ms) as leases
    from (select extract(epoch from clock_timestamp()) * 1000 as ms) as now
  `.execute(target.kysely)
  const { connections = 0, leases = 0 } = rows[0] ?? {}
  if (connections > 0) {
    const count = `${connections} connection${connections === 1 ? '' : 's'}`
    throw inUse(`Relevo is connected to that database already (${count})`)
  }
  if (leases > 0) throw inUse('Relevo serves from that database already, or did until half a minute ago')
}
