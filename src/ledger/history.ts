import type { Kysely } from 'kysely'
import type { Tables } from '../database/tables.ts'
import type { HistoryRow } from './ledger.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

export interface NewHistory {
  id: string
  at: number
  event: string
  why: string | null
  by: string | null
}

export interface HistoryWriter {
  record(transaction: LedgerTransaction, rows: NewHistory[]): Promise<void>
}

const rowsPerInsert = 100

/** Numbers history rows in rising order, microseconds of the clock or the next number, whichever is higher. */
export const createHistoryWriter = (): HistoryWriter => {
  let last = 0
  return {
    async record(transaction, rows) {
      for (let from = 0; from < rows.length; from += rowsPerInsert) {
        const values = rows.slice(from, from + rowsPerInsert).map((row) => {
          last = Math.max(last + 1, row.at * 1000)
          return { handoff_id: row.id, seq: last, at: row.at, event: row.event, why: row.why, actor: row.by }
        })
        await transaction.insertInto('history').values(values).execute()
      }
    },
  }
}

/**
 * Every step of one hand-off, oldest first; empty when there is no such hand-off. Taking custody writes no history row, to
 * keep accepting quick: the hand-off's own row says when it was received.
 */
export const readHistory = async (kysely: Kysely<Tables>, id: string): Promise<HistoryRow[]> => {
  const handoff = await kysely
    .selectFrom('handoffs')
    .select('received_at')
    .where('id', '=', id)
    .executeTakeFirst()
  if (handoff === undefined) return []
  const rows = await kysely
    .selectFrom('history')
    .select(['at', 'event', 'why', 'actor as by'])
    .where('handoff_id', '=', id)
    .orderBy('seq')
    .execute()
  const steps = rows.map((row): HistoryRow => ({ ...row }))
  const refusedAtTheDoor = steps[0]?.event === 'refused'
  return refusedAtTheDoor
    ? steps
    : [{ at: handoff.received_at, event: 'received', why: null, by: null }, ...steps]
}
