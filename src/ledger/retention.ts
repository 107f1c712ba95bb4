import { setImmediate } from 'node:timers/promises'
import type { Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { lineName } from './line.ts'
import { whereOpen, whereSettled } from './states.ts'

const idsAtOnce = 500

/** The rows are gone by now; what is left of them in the log is gone after the next checkpoint at the latest. */
const scrub = async ({ database, logger }: LedgerContext): Promise<void> => {
  try {
    await database.scrub()
  } catch (error) {
    logger.warn({ err: error }, 'the write-ahead log could not be emptied yet')
  }
}

const deleteContent = async (
  { words }: LedgerContext,
  transaction: LedgerTransaction,
  ids: string[],
): Promise<void> => {
  await transaction.deleteFrom('payloads').where('handoff_id', 'in', ids).execute()
  await transaction.deleteFrom('classifications').where('handoff_id', 'in', ids).execute()
  // After the content: whoever makes words of it holds that until they can be seen here.
  await words.remove(transaction, ids)
  await transaction
    .updateTable('handoffs')
    .set({ idempotency_key: null, key_expires_at: null })
    .where('id', 'in', ids)
    .where('key_expires_at', 'is not', null)
    .execute()
  await transaction
    .updateTable('handoffs')
    .set({ fingerprint: null, blanked: 1 })
    .where('id', 'in', ids)
    .execute()
}

/** Blanks what ended long ago; see `Ledger.purge`. */
export const createPurge =
  (context: LedgerContext): Ledger['purge'] =>
  async ({ endedBefore, limit }) => {
    const { database, clock, history } = context
    // Callers purge until nothing is left; requests must get in between.
    await setImmediate()
    const purged = await database.write(async (transaction) => {
      const rows = await database.locking
        .skipLocked(
          transaction
            .selectFrom('handoffs')
            .select('id')
            .where('ended_at', 'is not', null)
            .where('blanked', '=', 0)
            .where('ended_at', '<', endedBefore)
            .orderBy('ended_at')
            .limit(limit),
        )
        .execute()
      const ids = rows.map(({ id }) => id)
      for (let from = 0; from < ids.length; from += idsAtOnce) {
        const some = ids.slice(from, from + idsAtOnce)
        await deleteContent(context, transaction, some)
        const at = clock.now()
        await history.record(
          transaction,
          some.map((id) => ({ id, at, event: 'purged', why: null, by: null })),
        )
      }
      return ids.length
    })
    if (purged > 0) await scrub(context)
    return purged
  }

const eraseSome = async (
  context: LedgerContext,
  transaction: LedgerTransaction,
  rows: { id: string; source: string; received_at: number; ended_at: number | null }[],
  by: string,
): Promise<void> => {
  const { clock, history } = context
  const ids = rows.map(({ id }) => id)
  const unended = rows.filter((row) => row.ended_at === null)
  const at = clock.now()
  await deleteContent(context, transaction, ids)
  await transaction
    .updateTable('handoffs')
    .set({ requester_key: 'erased', why: null, write_kind: null, write_ticket: null, write_at: null })
    .where('id', 'in', ids)
    .execute()
  if (unended.length > 0) {
    await transaction
      .updateTable('handoffs')
      .set({ state: 'dismissed', ended_at: at, due_at: null, owner: null, why: 'erased' })
      .where(
        'id',
        'in',
        unended.map(({ id }) => id),
      )
      .execute()
  }
  await transaction.deleteFrom('escalations').where('handoff_id', 'in', ids).execute()
  await transaction.deleteFrom('reviews').where('handoff_id', 'in', ids).execute()
  await transaction.updateTable('history').set({ why: null }).where('handoff_id', 'in', ids).execute()
  await history.record(
    transaction,
    ids.map((id) => ({ id, at, event: 'erased', why: null, by })),
  )
}

const findTheirs = async (transaction: LedgerTransaction, requesterKey: string) => {
  const found = []
  for (const condition of [whereOpen, whereSettled]) {
    const rows = await transaction
      .selectFrom('handoffs')
      .select(['id', 'helpdesk', 'source', 'received_at', 'ended_at'])
      .where(condition)
      .where('requester_key', '=', requesterKey)
      .execute()
    found.push(...rows)
  }
  return found
}

/** The requester's hand-offs, their lines held; also those in a line that came to be while we waited for the others. */
const findTheirsLocked = async (
  { database }: LedgerContext,
  transaction: LedgerTransaction,
  requesterKey: string,
) => {
  const held = new Set<string>()
  for (;;) {
    const rows = await findTheirs(transaction, requesterKey)
    const missing = new Set(
      rows.map(({ helpdesk }) => lineName(requesterKey, helpdesk)).filter((name) => !held.has(name)),
    )
    if (missing.size === 0) return rows
    await database.locking.take(transaction, [...missing])
    for (const name of missing) held.add(name)
  }
}

/** Forgets one requester; see `Ledger.erase`. */
export const createErase =
  (context: LedgerContext): Ledger['erase'] =>
  async (requesterKey, by) => {
    const { database, bells } = context
    const rows = await database.write(async (transaction) => {
      const rows = await findTheirsLocked(context, transaction, requesterKey)
      for (let from = 0; from < rows.length; from += idsAtOnce) {
        await eraseSome(context, transaction, rows.slice(from, from + idsAtOnce), by)
      }
      return rows
    })
    for (const { id } of rows) bells.ringSettled(id)
    if (rows.length > 0) await scrub(context)
    return rows.length
  }
