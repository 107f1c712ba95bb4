import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** The server's clock, ms since the Unix epoch; not that of the transaction's beginning. */
export const readServerTime = async (kysely: Kysely<Tables>): Promise<number> => {
  const { rows } = await sql<{ now: number }>`
    select (extract(epoch from clock_timestamp()) * 1000)::double precision as now
  `.execute(kysely)
  const now = rows[0]?.now
  if (now === undefined) throw new Error('PostgreSQL has not answered what time it is.')
  return now
}
