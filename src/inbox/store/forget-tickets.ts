import type { Database } from '../../database/database.ts'
import { piecesOf } from '../../database/pieces-of.ts'
import { growVersion } from './intake.ts'

const sizes = [100, 10, 1]

/** Takes these tickets from the list, a hundred in a transaction. Returns how many there were. Safe to repeat. */
export const forgetListed = async (
  database: Database,
  helpdesk: string,
  ticketIds: readonly string[],
): Promise<number> => {
  let gone = 0
  for (const ids of piecesOf(ticketIds, sizes))
    gone += await database.write(async (transaction) => {
      const { numDeletedRows } = await transaction
        .deleteFrom('inbox_tickets')
        .where('helpdesk', '=', helpdesk)
        .where('ticket_id', 'in', ids)
        .executeTakeFirst()
      // So that pages that are open see it.
      if (numDeletedRows > 0n) await growVersion(transaction, helpdesk)
      return Number(numDeletedRows)
    })
  return gone
}
