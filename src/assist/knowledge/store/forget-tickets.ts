import { type Kysely, sql } from 'kysely'
import { piecesOf } from '../../../database/pieces-of.ts'
import type { Tables } from '../../../database/tables.ts'
import { removeRows } from './commit-change.ts'

const sizes = [100, 10, 1]

/** See `KnowledgeStore.forgetTickets`; within a transaction. */
export const forgetTaught = async (
  transaction: Kysely<Tables>,
  helpdesk: string,
  ticketIds: readonly string[],
): Promise<number> => {
  const ids = ticketIds.map((id) => `ticket:${helpdesk}:${id}`)
  for (const piece of piecesOf(ids, sizes))
    await transaction.deleteFrom('knowledge_vectors').where('knowledge_id', 'in', piece).execute()
  const removed = await removeRows(transaction, ids)
  // So that every process takes it from its index.
  if (removed > 0)
    await transaction
      .updateTable('knowledge_feeds')
      .set({ version: sql<number>`version + 1` })
      .where('name', '=', `tickets:${helpdesk}`)
      .execute()
  return removed
}
