import * as z from 'zod'
import { type ToldChange, toldChangeSchema } from '../../../schemas/triage.ts'
import type { Hint, TriageStore } from '../triage-store.ts'
import { piecesOf } from './pieces.ts'
import type { StoreContext, StoreTransaction } from './store-context.ts'

/** What an event says is a hint; a ticket that is changed all day must not grow without end. */
const mostChanges = 20

const changesSchema = z.array(toldChangeSchema)

/** Which of these tickets have a hint, and since when. */
export const hintsOf = async (
  transaction: StoreTransaction,
  helpdesk: string,
  ids: readonly string[],
): Promise<{ ticketId: string; toldAt: number }[]> => {
  const rows = await transaction
    .selectFrom('triage_hints')
    .select(['ticket_id', 'told_at'])
    .where('helpdesk', '=', helpdesk)
    .where('ticket_id', 'in', ids)
    .execute()
  return rows.map((row) => ({ ticketId: row.ticket_id, toldAt: row.told_at }))
}

/** Unless something newer was told since. */
export const dropHint = async (
  transaction: StoreTransaction,
  helpdesk: string,
  { ticketId, toldAt }: Pick<Hint, 'ticketId' | 'toldAt'>,
): Promise<void> => {
  await transaction
    .deleteFrom('triage_hints')
    .where('helpdesk', '=', helpdesk)
    .where('ticket_id', '=', ticketId)
    .where('told_at', '<=', toldAt)
    .execute()
}

/** The feed knows when the last event came, also before anything was read. Its row first, as `commitPage` does: no deadlock. */
const noteEvent = async (transaction: StoreTransaction, helpdesk: string, at: number): Promise<void> => {
  await transaction
    .insertInto('triage_feeds')
    .values({ helpdesk, begun_at: 0, changed_until: 0, polled_at: 0, event_at: at })
    .onConflict((conflict) =>
      conflict.column('helpdesk').doUpdateSet({ event_at: at }).where('triage_feeds.event_at', '<', at),
    )
    .execute()
}

/** What events told; see `TriageStore`. */
export const createHints = ({
  database,
  guard,
  readPart,
}: StoreContext): Pick<TriageStore, 'putHint' | 'hints' | 'dropHints'> => {
  const readChanges = (helpdesk: string, ticketId: string, text: string): ToldChange[] =>
    readPart({ helpdesk, ticketId, name: 'changes', text }, (value) => changesSchema.parse(value)) ?? []

  return {
    putHint: ({ helpdesk, ticketId, toldAt, changes }) =>
      guard(() =>
        database.write(async (transaction) => {
          const at = Math.ceil(toldAt)
          await noteEvent(transaction, helpdesk, at)
          const before = await database.locking
            .forUpdate(
              transaction
                .selectFrom('triage_hints')
                .selectAll()
                .where('helpdesk', '=', helpdesk)
                .where('ticket_id', '=', ticketId),
            )
            .executeTakeFirst()
          const all = [
            ...(before === undefined ? [] : readChanges(helpdesk, ticketId, before.changes)),
            ...changes,
          ]
          const kept = { told_at: at, changes: JSON.stringify(all.slice(-mostChanges)) }
          if (before === undefined) {
            // Two at once: the second fails over the key and runs again, and then finds the first.
            await transaction
              .insertInto('triage_hints')
              .values({ helpdesk, ticket_id: ticketId, ...kept })
              .execute()
            return
          }
          await transaction
            .updateTable('triage_hints')
            .set({ ...kept, told_at: Math.max(at, before.told_at) })
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticketId)
            .execute()
        }),
      ),

    hints: ({ helpdesk, toldBefore, limit }) =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('triage_hints')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('told_at', '<', Math.ceil(toldBefore))
          .orderBy('told_at')
          .orderBy('ticket_id')
          .limit(limit)
          .execute()
        return rows.map((row) => ({
          helpdesk,
          ticketId: row.ticket_id,
          toldAt: row.told_at,
          changes: readChanges(helpdesk, row.ticket_id, row.changes),
        }))
      }),

    dropHints: (helpdesk, hints) =>
      guard(() =>
        database.write(async (transaction) => {
          for (const piece of piecesOf(hints))
            for (const hint of piece) await dropHint(transaction, helpdesk, hint)
        }),
      ),
  }
}
