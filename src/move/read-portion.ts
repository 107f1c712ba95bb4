import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import {
  columnNames,
  type MovedTable,
  movedTables,
  type PerTable,
  perTable,
  type Row,
} from './moved-tables.ts'

/** Some hand-offs that follow each other, with all their rows, as they were at one instant. */
export interface Portion {
  ids: string[]
  /** The last of the ids; the next portion begins after it. */
  last: string
  rows: PerTable<Row[]>
  /** Rows of all tables. */
  count: number
}

export interface PortionLimits {
  handoffs: number
  /** Rough; one hand-off is never split. */
  bytes: number
}

/** 1,000 rows a statement is where PostgreSQL stops gaining; 8 MB bounds the memory where hand-offs are large. */
export const portionLimits: PortionLimits = { handoffs: 1000, bytes: 8_000_000 }

/** Before every id. */
export const beginning = ''

// octet_length is told by SQLite without reading the text; a row of the history is about 100 bytes.
const selectIds = (after: string, limit: number) => sql<{ id: string; bytes: number }>`
  select id,
    500 + coalesce((select octet_length(body) from payloads where handoff_id = handoffs.id), 0)
    + coalesce((select octet_length(body) from classifications where handoff_id = handoffs.id), 0)
    + 100 * (select count(*) from history where handoff_id = handoffs.id) as bytes
  from handoffs where id > ${after} order by id limit ${limit}
`

/** As many ids as stay within the bytes, and at least one. */
const cut = (rows: { id: string; bytes: number }[], maxBytes: number): string[] => {
  let bytes = 0
  const end = rows.findIndex((row, at) => {
    bytes += row.bytes
    return at > 0 && bytes > maxBytes
  })
  return rows.slice(0, end === -1 ? rows.length : end).map(({ id }) => id)
}

const selectRows = (table: MovedTable, after: string, last: string) => {
  const key = sql.ref(table.key ?? '')
  return sql<Row>`
    select ${sql.raw(columnNames(table))} from ${sql.table(table.name)} where ${key} > ${after} and ${key} <= ${last}
  `
}

/**
 * The hand-offs of a SQLite store that come after an id; null when there is none. A short read: the service that runs on the
 * store goes on meanwhile.
 */
export const readPortion = (
  source: Database,
  after: string,
  limits: PortionLimits = portionLimits,
): Promise<Portion | null> =>
  source.read(async (transaction) => {
    const ids = cut((await selectIds(after, limits.handoffs).execute(transaction)).rows, limits.bytes)
    const last = ids.at(-1)
    if (last === undefined) return null
    const rows = perTable((): Row[] => [])
    let count = 0
    for (const table of movedTables) {
      rows[table.name] = (await selectRows(table, after, last).execute(transaction)).rows
      count += rows[table.name].length
    }
    return { ids, last, rows, count }
  })

/** All portions after an id, each read while the caller still works on the one before. */
export async function* readPortions(
  source: Database,
  after: string,
  limits: PortionLimits = portionLimits,
): AsyncGenerator<Portion> {
  let next = readPortion(source, after, limits)
  for (;;) {
    const portion = await next
    if (portion === null) return
    next = readPortion(source, portion.last, limits)
    // The caller may give up before it comes to this one.
    next.catch(() => undefined)
    yield portion
  }
}
