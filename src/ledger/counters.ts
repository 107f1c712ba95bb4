import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { utcDay } from './utc-day.ts'

export interface Count {
  source: string
  receivedAt: number
  received?: number
  refused?: number
  delivered?: number
}

type CounterRow = {
  source: string
  day: number
  shard: number
  received: number
  refused: number
  delivered: number
}

/** One row for each source and day: a row may be touched only once in a statement. */
const sumUp = (counts: Count[], shard: number): CounterRow[] => {
  const rows = new Map<string, CounterRow>()
  for (const count of counts) {
    const day = utcDay(count.receivedAt)
    const key = `${day} ${count.source}`
    const row = rows.get(key) ?? {
      source: count.source,
      day,
      shard,
      received: 0,
      refused: 0,
      delivered: 0,
    }
    row.received += count.received ?? 0
    row.refused += count.refused ?? 0
    row.delivered += count.delivered ?? 0
    rows.set(key, row)
  }
  // In one order, so that transactions that touch several cannot wait for each other.
  return [...rows.values()].sort(
    (one, other) => one.source.localeCompare(other.source) || one.day - other.day,
  )
}

/** Transactions that run at the same time rarely draw the same one, and so do not wait for each other's commit. */
export const drawShard = ({ writers }: Pick<Database, 'writers'>): number =>
  writers === 1 ? 0 : Math.floor(Math.random() * writers)

const added = (column: string): RawBuilder<number> =>
  sql`${sql.ref(`counters.${column}`)} + ${sql.ref(`excluded.${column}`)}`

/** Counts, in the caller's transaction, what happened to hand-offs; under the day on which they were received. */
export const addToCounters = async (
  { database }: Pick<LedgerContext, 'database'>,
  transaction: LedgerTransaction,
  counts: Count[],
): Promise<void> => {
  for (const row of sumUp(counts, drawShard(database))) {
    await transaction
      .insertInto('counters')
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(['source', 'day', 'shard']).doUpdateSet({
          received: added('received'),
          refused: added('refused'),
          delivered: added('delivered'),
        }),
      )
      .execute()
  }
}
