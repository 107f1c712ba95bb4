import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { movedHere } from '../database/postgres/refuse-unfinished-move.ts'
import type { LedgerTransaction } from '../ledger/ledger-transaction.ts'
import { type Arrival, type Progress, parseArrival } from './arrival-row.ts'
import { decideArrival } from './decide-arrival.ts'
import { MoveRefused } from './move-refused.ts'

/** The move into this store that there is or was. */
export const readArrival = async (
  transaction: Pick<LedgerTransaction, 'selectFrom'>,
): Promise<Arrival | null> => {
  const row = await transaction
    .selectFrom('moves')
    .selectAll()
    .where('name', '=', movedHere)
    .executeTakeFirst()
  return row === undefined ? null : parseArrival(row)
}

/**
 * Begins the move from a source, or goes on with it; from now on no service starts on the target. Another process that was
 * at it can write nothing more. Throws `MoveRefused`.
 */
export const beginArrival = async (
  target: Database,
  from: { source: string; at: number },
): Promise<Progress> =>
  target.write(async (transaction) => {
    await target.locking.take(transaction, ['move'])
    const arrival = await readArrival(transaction)
    const held = await transaction.selectFrom('handoffs').select('id').limit(1).execute()
    const people = await transaction.selectFrom('users').select('id').limit(1).execute()
    const isEmpty = held.length === 0 && people.length === 0
    const decision = decideArrival({ arrival, source: from.source, isEmpty })
    if (decision.kind === 'refuse') throw new MoveRefused(decision.code, decision.why)
    const run = randomUUID()
    const progress =
      decision.kind === 'go-on'
        ? { ...decision.progress, run }
        : { source: from.source, move: randomUUID(), run, after: '', rows: 0, settled: null }
    const row = { state: 'copying', progress: JSON.stringify(progress), at: from.at }
    await transaction
      .insertInto('moves')
      .values({ name: movedHere, ...row })
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute()
    return progress
  })

/**
 * Writes how far the move is; the first statement of each transaction that writes to the target: it holds the row until the
 * end. Throws `MoveRefused` (taken-over) when the move is no longer this process's.
 */
export const recordProgress = async (
  transaction: LedgerTransaction,
  progress: Progress,
  { state, at }: { state: Arrival['state']; at: number },
): Promise<void> => {
  const { numUpdatedRows } = await transaction
    .updateTable('moves')
    .set({ progress: JSON.stringify(progress), state, at })
    .where('name', '=', movedHere)
    .where('state', '=', 'copying')
    .where(sql`progress::json->>'run'`, '=', progress.run)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) return
  throw new MoveRefused(
    'taken-over',
    'Another relevo migrate-store works on the same database by now; this one stops, and nothing is lost.',
  )
}

/** Forgets a move that has copied nothing. */
export const withdrawArrival = async (target: Database, progress: Progress): Promise<void> =>
  target.write(async (transaction) => {
    if (progress.after !== '') return
    await transaction
      .deleteFrom('moves')
      .where('name', '=', movedHere)
      .where('state', '=', 'copying')
      .where(sql`progress::json->>'run'`, '=', progress.run)
      .execute()
  })

/** Changes what may be done with a target whose move was done: see `reopenStore`. */
export const changeArrival = async (
  target: Database,
  change: { move: string; state: Arrival['state']; at: number },
): Promise<void> => {
  await target.kysely
    .updateTable('moves')
    .set({ state: change.state, at: change.at })
    .where('name', '=', movedHere)
    .where(sql`progress::json->>'move'`, '=', change.move)
    .execute()
}
