import { handoffSchema } from '../../../schemas/handoff.ts'
import type { LedgerContext } from '../ledger-context.ts'
import { parseSearch, type Sought } from './parse-search.ts'
import { readWords } from './read-words.ts'

const most = 50

/** Ids of hand-offs that the text names: by id or its beginning, or by their ticket's number; what else is said must occur in them. */
export const findDirectly = async (
  { database: { kysely } }: Pick<LedgerContext, 'database'>,
  text: string,
  { id, numbers }: Sought,
): Promise<string[]> => {
  if (id !== null) {
    const rows = await kysely
      .selectFrom('handoffs')
      .select('id')
      .where('id', '>=', id)
      .where('id', '<', `${id}~`)
      .orderBy('id', 'desc')
      .limit(most)
      .execute()
    return rows.map((row) => row.id)
  }
  if (numbers.length === 0) return []
  const rows = await kysely
    .selectFrom('handoffs')
    .leftJoin('payloads', 'payloads.handoff_id', 'handoffs.id')
    .select(['id', 'ticket_id', 'body'])
    .where('ticket_id', 'in', numbers)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return rows.filter(({ ticket_id, body }) => hasTheRest(text, ticket_id ?? '', body)).map((row) => row.id)
}

const hasTheRest = (text: string, ticket: string, body: string | null): boolean => {
  const others = text
    .trim()
    .split(/\s+/)
    .filter((word) => word.replace(/^#/, '') !== ticket)
  const rest = parseSearch(others.join(' '))
  if (others.length === 0 || rest === null) return others.length === 0
  const handoff = body === null ? null : parseHandoff(body)
  if (handoff === null) return false
  const words = readWords(handoff)
  const { prefix } = rest
  return (
    rest.words.every((word) => words.includes(word)) &&
    (prefix === null || words.some((word) => word.startsWith(prefix)))
  )
}

const parseHandoff = (body: string) => {
  try {
    return handoffSchema.parse(JSON.parse(body))
  } catch {
    return null
  }
}
