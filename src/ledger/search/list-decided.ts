import type { DecidedBy } from '../../../schemas/classification.ts'
import { lowestIdAt } from '../handoff-id.ts'
import type { LedgerContext } from '../ledger-context.ts'
import { storedClassificationSchema } from '../stored-classification.ts'
import type { SearchVerbs } from './search.ts'

const decisionSchema = storedClassificationSchema.pick({ category: true, decidedBy: true }).strip()

const parseDecision = (body: string | null): { category: string | null; decidedBy: DecidedBy } | null => {
  if (body === null) return null
  try {
    return decisionSchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}

/** Reads along the ids, which rise with time; see `SearchVerbs.listDecided`. */
export const createListDecided =
  ({ database }: LedgerContext): SearchVerbs['listDecided'] =>
  async ({ since, after, limit }) => {
    const begin = lowestIdAt(since)
    const rows = await database.kysely
      .selectFrom('handoffs')
      .leftJoin('classifications', 'classifications.handoff_id', 'handoffs.id')
      .select(['handoffs.id', 'handoffs.received_at', 'classifications.body'])
      .where('handoffs.id', '>', after === null || after < begin ? begin : after)
      .orderBy('handoffs.id')
      .limit(limit)
      .execute()
    return rows.map((row) => ({
      id: row.id,
      receivedAt: row.received_at,
      decision: parseDecision(row.body),
    }))
  }
