import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Every column that holds the id of a hand-off. */
const columns: readonly [table: string, column: string][] = [
  ['handoffs', 'id'],
  ['payloads', 'handoff_id'],
  ['classifications', 'handoff_id'],
  ['history', 'handoff_id'],
]

/**
 * Ids tell who came first, here and in the statements alike. PostgreSQL would order them by the database's collation, which may
 * have a y before a j (Lithuanian), a z before a t (Estonian) or a ch after an h (Czech): then the two name different ones
 * as the first of a line, each waits for the other, and all of the line for ever. Only indexes are made anew.
 */
export const idOrder = {
  async up(db: Kysely<unknown>): Promise<void> {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    for (const [table, column] of columns) {
      await sql`alter table ${sql.table(table)} alter column ${sql.ref(column)} type text collate "C"`.execute(
        db,
      )
    }
  },
}
