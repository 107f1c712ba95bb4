import { piecesOf } from '../../database/pieces-of.ts'
import type { Inbox } from '../inbox.ts'
import type { StoreContext, StoreTransaction } from './store-context.ts'

const sizes = [100, 10, 1]

const forget = async (
  transaction: StoreTransaction,
  keys: readonly { helpdesk: string; ticket_id: string }[],
): Promise<number> => {
  const byHelpdesk = new Map<string, string[]>()
  for (const { helpdesk, ticket_id: id } of keys)
    byHelpdesk.set(helpdesk, [...(byHelpdesk.get(helpdesk) ?? []), id])
  let gone = 0
  for (const [helpdesk, all] of byHelpdesk)
    for (const ids of piecesOf(all, sizes)) {
      const { numDeletedRows } = await transaction
        .deleteFrom('inbox_tickets')
        .where('helpdesk', '=', helpdesk)
        .where('ticket_id', 'in', ids)
        .executeTakeFirst()
      gone += Number(numDeletedRows)
    }
  return gone
}

/** See `Inbox.purge`. `most`: how many tickets are kept. */
export const createPurge =
  ({ database, guard, changed }: StoreContext, most: number): Inbox['purge'] =>
  ({ solvedBefore, limit }) =>
    guard(async () => {
      const gone = await database.write(async (transaction) => {
        const oldest = transaction
          .selectFrom('inbox_tickets')
          .select(['helpdesk', 'ticket_id'])
          .orderBy('updated_at')
          .orderBy('helpdesk')
          .orderBy('ticket_id')
        const ended = await oldest
          .where('status', 'in', ['solved', 'closed'])
          .where('updated_at', '<', solvedBefore)
          .limit(limit)
          .execute()
        const done = await forget(transaction, ended)
        if (ended.length >= limit) return done
        const { count } = await transaction
          .selectFrom('inbox_tickets')
          .select((tickets) => tickets.fn.countAll().as('count'))
          .executeTakeFirstOrThrow()
        const over = Math.min(Number(count) - most, limit - ended.length)
        return over <= 0 ? done : done + (await forget(transaction, await oldest.limit(over).execute()))
      })
      if (gone > 0) changed()
      return gone
    })
