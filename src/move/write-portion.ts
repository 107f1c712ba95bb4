import { type RawBuilder, sql } from 'kysely'
import type { LedgerTransaction } from '../ledger/ledger-transaction.ts'
import {
  columnNames,
  type MovedTable,
  movedTables,
  type Row,
  type Value,
  type wholeTables,
} from './moved-tables.ts'
import type { Portion } from './read-portion.ts'

const columnOf = (rows: Row[], name: string): Value[] => rows.map((row) => row[name] ?? null)

/**
 * All rows in one statement: a list for each column. Not prepared: a plan that was made for the empty table would read all of
 * it when it is full.
 */
const insertRows = (table: MovedTable, rows: Row[]): RawBuilder<unknown> => {
  const lists = table.columns.map(([name, type]) => sql`${sql.val(columnOf(rows, name))}::${sql.raw(type)}[]`)
  return sql`insert into ${sql.table(table.name)} (${sql.raw(columnNames(table))}) select * from unnest(${sql.join(lists)})`
}

// One statement: what refers to a row must be gone when the statement ends, not before. `any` and no join: that would read the
// whole of a table which has no statistics yet.
const deletion = (ids: string[]) => {
  const chosen = sql`any(${sql.val(ids)}::text[])`
  return sql`
    with history_gone as (delete from history where handoff_id = ${chosen}),
      payloads_gone as (delete from payloads where handoff_id = ${chosen}),
      classifications_gone as (delete from classifications where handoff_id = ${chosen})
    delete from handoffs where id = ${chosen}
  `
}

/**
 * Replaces whatever the target holds of a portion's hand-offs. Payloads go by delete and insert like everything else, and a
 * repeat changes nothing.
 */
export const writePortion = async (transaction: LedgerTransaction, portion: Portion): Promise<void> => {
  await deletion(portion.ids).execute(transaction)
  const keys = portion.rows.handoffs.flatMap(({ idempotency_key: key }) =>
    typeof key === 'string' ? [key] : [],
  )
  // An expired key that was used again has passed from one hand-off to another since the first one was copied.
  if (keys.length > 0) {
    await sql`
      update handoffs set idempotency_key = null
      where idempotency_key is not null and idempotency_key = any(${sql.val(keys)}::text[])
    `.execute(transaction)
  }
  for (const table of movedTables) {
    const rows = portion.rows[table.name]
    if (rows.length > 0) await insertRows(table, rows).execute(transaction)
  }
}

/** Replaces all rows of a table that is moved as a whole. */
export const writeWhole = async (
  transaction: LedgerTransaction,
  table: (typeof wholeTables)[number],
  rows: Row[],
): Promise<void> => {
  await transaction.deleteFrom(table.name).execute()
  await addToWhole(transaction, table, rows)
}

/** The next rows of it. */
export const addToWhole = async (
  transaction: LedgerTransaction,
  table: (typeof wholeTables)[number],
  rows: Row[],
): Promise<void> => {
  if (rows.length > 0) await insertRows(table, rows).execute(transaction)
}
