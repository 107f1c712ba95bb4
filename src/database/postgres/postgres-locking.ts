import { type SelectQueryBuilder, sql } from 'kysely'
import type { Locking } from '../database.ts'

/** Set apart from the advisory locks of others who use the same database. */
const namespace = 0x52656c65

const isSelect = (query: unknown): query is SelectQueryBuilder<never, never, unknown> =>
  typeof query === 'object' && query !== null && 'forUpdate' in query && 'skipLocked' in query

/**
 * Row locks, and advisory locks that end with their transaction: they need no session of their own, and PostgreSQL lifts them
 * however the transaction ends. Two names may share a lock (a hash of 32 bits); then one waits for the other, no more.
 */
export const postgresLocking: Locking = {
  forUpdate: (query) => (isSelect(query) ? (query.forUpdate() as typeof query) : query),
  skipLocked: (query) => (isSelect(query) ? (query.forUpdate().skipLocked() as typeof query) : query),
  async take(transaction, names) {
    // In one order for everybody, so that two who want the same locks cannot hold each other up.
    await sql`
      select pg_advisory_xact_lock(${sql.lit(namespace)}, name)
      from (select distinct hashtext(name) as name from unnest(${names}::text[]) as name order by 1) as names
    `.execute(transaction)
  },
  async tryToTake(transaction, names) {
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${names}::text[]) as name
      where pg_try_advisory_xact_lock(${sql.lit(namespace)}, hashtext(name))
    `.execute(transaction)
    return new Set(rows.map(({ name }) => name))
  },
}
