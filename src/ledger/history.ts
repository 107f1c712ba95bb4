import { type Kysely, type RawBuilder, sql } from 'kysely'
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

/**
 * Numbers the steps of a hand-off one after the other, whichever process takes them and whatever its clock says. Call it with
 * the hand-off's row changed or locked in the same transaction, so that no other step comes in between; and once a hand-off
 * in one call.
 */
export const createHistoryWriter = (): HistoryWriter => {
  return {
    async record(transaction, rows) {
      for (let from = 0; from < rows.length; from += rowsPerInsert) {
        const values = rows.slice(from, from + rowsPerInsert).map((row) => ({
          handoff_id: row.id,
          seq: nextSeq(row.id),
          at: row.at,
          event: row.event,
          why: row.why,
          actor: row.by,
        }))
        await transaction.insertInto('history').values(values).execute()
      }
    },
  }
}

const nextSeq = (id: string): RawBuilder<number> =>
  sql`(select coalesce(max(seq), 0) + 1 from history where handoff_id = ${id})`

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
