import type { LedgerTransaction } from '../ledger/ledger-transaction.ts'

/** Another number than before: a reply of an agent was ordered, or its sending begun, since. */
export const countReplies = async (transaction: Pick<LedgerTransaction, 'selectFrom'>): Promise<number> => {
  const { rows, claims } = await transaction
    .selectFrom('outbox')
    .select((row) => [row.fn.countAll<number>().as('rows'), row.fn.sum<number | null>('fence').as('claims')])
    .executeTakeFirstOrThrow()
  return Number(rows) + Number(claims ?? 0)
}
