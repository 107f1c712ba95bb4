import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { type Digest, digitsCounted, noRows } from './digest-rows.ts'
import { type MovedName, type MovedTable, movedTables, type PerTable, perTable } from './moved-tables.ts'

// sha256 rather than md5: PostgreSQL has it built in since 11, and a server under FIPS rules refuses md5.
const digestOf = (table: MovedTable): string => {
  const row = table.columns
    .map(([name, type]) => {
      // By its bytes: PostgreSQL and JavaScript word small fractions differently.
      const text = type === 'double precision' ? `encode(float8send(${name}), 'hex')` : `${name}::text`
      return `coalesce(octet_length(${text})::text || ':' || ${text}, '-')`
    })
    .join(' || ')
  const digits = `left(encode(sha256(convert_to(${row}, 'UTF8')), 'hex'), ${digitsCounted})`
  return `select '${table.name}' as name, count(*)::integer as rows,
    coalesce(sum(('x' || ${digits})::bit(${digitsCounted * 4})::bigint), 0)::text as sum
  from ${table.name}`
}

// By id and not from one to another: what comes after what depends on the database's collation.
const portionStatement = movedTables
  .map((table) => `${digestOf(table)} where ${table.key} = any($ids)`)
  .join(' union all ')
  .split('$ids')

interface Answer {
  name: MovedName
  rows: number
  sum: string
}

/** The digests of these hand-offs' rows, computed by PostgreSQL from what it holds. */
export const digestPortion = async (target: Database, ids: string[]): Promise<PerTable<Digest>> => {
  const statement = sql.join<Answer>(
    portionStatement.map((text) => sql.raw(text)),
    sql`${sql.val(ids)}::text[]`,
  )
  const { rows } = await sql<Answer>`${statement}`.execute(target.kysely)
  const digests = perTable(() => noRows)
  for (const { name, rows: count, sum } of rows) digests[name] = { rows: count, sum: BigInt(sum) }
  return digests
}

/** The same of all rows of a table that is moved as a whole. */
export const digestWhole = async (target: Database, table: MovedTable): Promise<Digest> => {
  const { rows } = await sql<{ rows: number; sum: string }>`${sql.raw(digestOf(table))}`.execute(
    target.kysely,
  )
  const [answer] = rows
  if (answer === undefined) throw new Error('PostgreSQL has not answered with a sum.')
  return { rows: answer.rows, sum: BigInt(answer.sum) }
}
