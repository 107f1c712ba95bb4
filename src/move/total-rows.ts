import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { movedTables, type PerTable, perTable } from './moved-tables.ts'

/** How many rows each table holds, of one instant. */
export const totalRows = (database: Database): Promise<PerTable<number>> =>
  database.read(async (transaction) => {
    const totals = perTable(() => 0)
    for (const { name } of movedTables) {
      const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(
        transaction,
      )
      totals[name] = rows[0]?.count ?? 0
    }
    return totals
  })

/** Rows of all tables together. */
export const countRows = async (database: Database): Promise<number> =>
  Object.values(await totalRows(database)).reduce((sum, count) => sum + count, 0)
