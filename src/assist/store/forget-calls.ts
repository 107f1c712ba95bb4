import type { Database } from '../../database/database.ts'
import { piecesOf } from '../../database/pieces-of.ts'

const sizes = [100, 10, 1]

/** Forgets what a language model was sent and answered in these calls. Returns how many there were. Safe to repeat. */
export const forgetCalls = async (database: Database, ids: readonly string[]): Promise<number> => {
  let gone = 0
  for (const some of piecesOf(ids, sizes)) {
    const { numDeletedRows } = await database.write((transaction) =>
      transaction.deleteFrom('llm_calls').where('id', 'in', some).executeTakeFirst(),
    )
    gone += Number(numDeletedRows)
  }
  return gone
}
