import type { Database } from '../database/database.ts'
import { piecesOf } from '../database/pieces-of.ts'

const sizes = [100, 10, 1]

/**
 * Blanks what agents sent to these tickets, a hundred tickets in a transaction. `andOpen`: what is not out yet is taken back, and a
 * process that is sending one loses its claim; else it is left alone. Returns how many were blanked, and how many of them taken back.
 * Safe to repeat.
 */
export const forgetReplies = async (
  database: Database,
  {
    helpdesk,
    ticketIds,
    andOpen,
    now,
  }: { helpdesk: string; ticketIds: readonly string[]; andOpen: boolean; now: number },
): Promise<{ blanked: number; takenBack: number }> => {
  const sum = { blanked: 0, takenBack: 0 }
  for (const ids of piecesOf(ticketIds, sizes)) {
    const some = await database.write(async (transaction) => {
      await database.locking.take(
        transaction,
        ids.map((id) => `outbox:${helpdesk}:${id}`),
      )
      const theirs = () =>
        transaction.updateTable('outbox').where('helpdesk', '=', helpdesk).where('ticket_id', 'in', ids)
      const open = andOpen
        ? await theirs()
            .set((row) => ({
              ...({
                state: 'cancelled',
                content: null,
                why: null,
                due_at: null,
                owner: null,
                ended_at: now,
              } as const),
              fence: row('fence', '+', 1),
            }))
            .where('state', 'in', ['held', 'sending', 'failed'])
            .executeTakeFirst()
        : { numUpdatedRows: 0n }
      const ended = await theirs()
        .set({ content: null, why: null })
        .where('state', 'in', ['sent', 'cancelled'])
        .where((row) => row.or([row('content', 'is not', null), row('why', 'is not', null)]))
        .executeTakeFirst()
      return { open: Number(open.numUpdatedRows), ended: Number(ended.numUpdatedRows) }
    })
    sum.blanked += some.open + some.ended
    sum.takenBack += some.open
  }
  return sum
}
