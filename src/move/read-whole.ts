import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { columnNames, type Row, type wholeTables } from './moved-tables.ts'

/**
 * Triage has a row a ticket for a year and more, about 1 kB each: not all of them are held in memory. 1,000 rows a statement is
 * where PostgreSQL stops gaining.
 */
const usually = 1_000

/**
 * All rows of a table of the source, which is SQLite and so numbers them, in portions; the first one comes also when there are none.
 * Nothing may write to the source meanwhile.
 */
export async function* readWhole(
  source: Database,
  table: (typeof wholeTables)[number],
): AsyncGenerator<Row[]> {
  const portion = table.rowsAtOnce ?? usually
  for (let after = -1; ; ) {
    const { rows } = await sql<Row & { rowid: number }>`
      select rowid, ${sql.raw(columnNames(table))} from ${sql.table(table.name)}
      where rowid > ${after} order by rowid limit ${portion}
    `.execute(source.kysely)
    yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < portion) return
    after = last.rowid
  }
}
