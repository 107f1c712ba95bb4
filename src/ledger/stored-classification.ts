import * as z from 'zod'
import { type Classification, classificationSchema } from '../../schemas/classification.ts'
import { type FollowUp, followUpSchema } from '../../schemas/follow-up.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'

/** What stands beside a classification: what is to follow the delivery, and what the bot was told, which may name the person. */
export const storedClassificationSchema = classificationSchema.extend({
  followUp: followUpSchema.optional(),
  acknowledgement: z.string().optional(),
})
export type StoredClassification = Classification & { followUp?: FollowUp; acknowledgement?: string }

/** Exchanges what stands beside a hand-off's classification; where that is gone, nothing is kept. */
export const writeBeside = async (
  transaction: LedgerTransaction,
  id: string,
  beside: { followUp?: FollowUp; acknowledgement?: string },
): Promise<void> => {
  const row = await transaction
    .selectFrom('classifications')
    .select('body')
    .where('handoff_id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return
  const parsed = classificationSchema.loose().safeParse(JSON.parse(row.body))
  if (!parsed.success) return
  const { followUp: _before, acknowledgement: _said, ...classification } = parsed.data
  // Insert and delete, never update: see `PayloadsTable`.
  await transaction.deleteFrom('classifications').where('handoff_id', '=', id).execute()
  const body = JSON.stringify({ ...classification, ...beside })
  await transaction.insertInto('classifications').values({ handoff_id: id, body }).execute()
}
