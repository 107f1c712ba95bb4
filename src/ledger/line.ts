import { type RawBuilder, sql } from 'kysely'
import type { LedgerTransaction } from './ledger-transaction.ts'

/**
 * The line of one requester at one help desk: who goes next. A hand-off enters the line when a claim first looks at it
 * (`lined`), so that accepting does not pay for the index, and steps aside (`behind`) when another goes first, so that a
 * requester with thousands of open hand-offs costs each claim nothing. Whoever leaves the line calls the next one up.
 * Invariant: in every line the hand-off that should go next is not `behind`.
 */
const headOfLine = (
  requesterKey: RawBuilder<string>,
  helpdesk: RawBuilder<string>,
): RawBuilder<string | null> =>
  sql`(
    select member.id from handoffs as member
    where member.requester_key = ${requesterKey} and member.helpdesk = ${helpdesk}
      and member.state in ('received', 'waiting', 'delivering') and member.lined = 1
    order by member.id limit 1
  )`

/** Who changes a line, or decides by it, holds the lock of this name meanwhile; see `Locking`. */
export const lineName = (requesterKey: string, helpdesk: string): string => `line:${helpdesk}:${requesterKey}`

/** The hand-off of the same requester that a worker has now, for a query over `handoffs`. */
export const busyInLine: RawBuilder<string | null> = sql`(
  select busy.id from handoffs as busy
  where busy.requester_key = handoffs.requester_key and busy.helpdesk = handoffs.helpdesk
    and busy.state = 'delivering'
  order by busy.id limit 1
)`

/** The oldest open hand-off in the same line, for a query over `handoffs`. */
export const oldestInLine: RawBuilder<string | null> = headOfLine(
  sql`handoffs.requester_key`,
  sql`handoffs.helpdesk`,
)

/** Calls up the next of a line that somebody has left; the caller holds its lock. True when there is one that had stepped aside. */
export const callNext = async (
  transaction: LedgerTransaction,
  line: { requesterKey: string; helpdesk: string },
): Promise<boolean> => {
  const head = headOfLine(sql`${line.requesterKey}`, sql`${line.helpdesk}`)
  const { numUpdatedRows } = await transaction
    .updateTable('handoffs')
    .set({ behind: 0 })
    .where('id', '=', head)
    .where('behind', '=', 1)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
