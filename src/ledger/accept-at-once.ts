import { CompiledQuery } from 'kysely'
import type { Database } from '../database/database.ts'
import type { ArrivalRow } from './batch-statements.ts'
import { drawShard } from './counters.ts'

const columns: readonly [name: string, type: 'text' | 'integer' | 'bigint'][] = [
  ['id', 'text'],
  ['source', 'text'],
  ['helpdesk', 'text'],
  ['state', 'text'],
  ['accepted', 'integer'],
  ['requester_key', 'text'],
  ['request_id', 'text'],
  ['received_at', 'bigint'],
  ['received_day', 'integer'],
  ['due_at', 'bigint'],
  ['why', 'text'],
  ['idempotency_key', 'text'],
  ['fingerprint', 'text'],
  ['key_expires_at', 'bigint'],
]
const names = columns.map(([name]) => name).join(', ')
const bodyAt = columns.length + 1
const shardAt = columns.length + 2

/**
 * One statement, one round trip, one commit for a whole batch; its text is the same for every size, so that it stays prepared.
 * Measured for 30 hand-offs on PostgreSQL 15: 2.1 ms and 0.7 ms of our own CPU, beside 2.9 ms and 1.2 ms for a transaction of
 * five statements with values in rows. A key that is taken leaves its row out.
 */
const statement = `with input as (
  select * from unnest(${columns.map(([, type], at) => `$${at + 1}::${type}[]`).join(', ')}, $${bodyAt}::text[])
    as input(${names}, body)
), arrived as (
  insert into handoffs (${names}) select ${names} from input
  on conflict (idempotency_key) where idempotency_key is not null do nothing
  returning id, source, received_day
), contents as (
  insert into payloads (handoff_id, body) select id, body from input join arrived using (id)
), counted as (
  insert into counters (source, day, shard, received, refused, delivered)
  select source, received_day, $${shardAt}::integer, count(*), 0, 0 from arrived
  group by source, received_day order by source, received_day
  on conflict (source, day, shard) do update set received = counters.received + excluded.received
)
select id from arrived`

const keyOf = (row: ArrivalRow): string => row[11]

/**
 * Takes custody of hand-offs that are not refused ones, in one statement. Resolves with the ids that were stored; the rest
 * have a key that another one holds. Only for a store that nests writes.
 */
export const acceptAtOnce = async (
  database: Database,
  rows: { row: ArrivalRow; body: string }[],
): Promise<Set<string>> => {
  // In the order of their keys, so that two batches with the same keys cannot wait for each other.
  const sorted = rows.toSorted((one, other) => (keyOf(one.row) < keyOf(other.row) ? -1 : 1))
  const parameters = [
    ...columns.map((_, at) => sorted.map(({ row }) => row[at])),
    sorted.map(({ body }) => body),
    drawShard(database),
  ]
  const stored = await database.run<{ id: string }>(CompiledQuery.raw(statement, parameters))
  return new Set(stored.map(({ id }) => id))
}
