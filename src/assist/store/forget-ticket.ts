import type { LedgerTransaction } from '../../ledger/ledger-transaction.ts'

/** Everything about one ticket: its drafts with all versions, and what a language model was sent for it. How many of each there were. */
export const forgetTicket = async (
  transaction: LedgerTransaction,
  { helpdesk, ticketId }: { helpdesk: string; ticketId: string },
): Promise<{ drafts: number; calls: number }> => {
  const drafts = await transaction
    .deleteFrom('drafts')
    .where('helpdesk', '=', helpdesk)
    .where('ticket_id', '=', ticketId)
    .returning('id')
    .execute()
  const ids = drafts.map(({ id }) => id)
  if (ids.length > 0) await transaction.deleteFrom('draft_versions').where('draft_id', 'in', ids).execute()
  const { numDeletedRows } = await transaction
    .deleteFrom('llm_calls')
    .where('helpdesk', '=', helpdesk)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
  return { drafts: ids.length, calls: Number(numDeletedRows) }
}
