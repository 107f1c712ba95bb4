import type { DecidedBy } from '../../../schemas/classification.ts'
import { lowestIdAt } from '../handoff-id.ts'
import type { LedgerContext } from '../ledger-context.ts'
import { storedClassificationSchema } from '../stored-classification.ts'
import type { Decided, SearchVerbs } from './search.ts'

const decisionSchema = storedClassificationSchema.pick({ category: true, decidedBy: true }).strip()

const parseDecision = (body: string | null): { category: string | null; decidedBy: DecidedBy } | null => {
  if (body === null) return null
  try {
    return decisionSchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}

const readRow = (row: { id: string; received_at: number; body: string | null }): Decided => ({
  id: row.id,
  receivedAt: row.received_at,
  decision: parseDecision(row.body),
})

const mostIds = 500

/** Reads along the ids, which rise with time; see `SearchVerbs`. */
export const createListDecided = ({
  database,
}: LedgerContext): Pick<SearchVerbs, 'listDecided' | 'findDecided'> => {
  const select = () =>
    database.kysely
      .selectFrom('handoffs')
      .leftJoin('classifications', 'classifications.handoff_id', 'handoffs.id')
      .select(['handoffs.id', 'handoffs.received_at', 'classifications.body'])
      .orderBy('handoffs.id')
  return {
    async listDecided({ since, after, limit }) {
      const begin = lowestIdAt(since)
      const from = after === null || after < begin ? begin : after
      return (await select().where('handoffs.id', '>', from).limit(limit).execute()).map(readRow)
    },
    async findDecided(ids) {
      if (ids.length === 0) return []
      const rows = await select().where('handoffs.id', 'in', ids.slice(0, mostIds)).execute()
      return rows.map(readRow)
    },
  }
}
