import { predictionSchema } from '../../../schemas/triage.ts'
import type { Database } from '../../database/database.ts'
import { predictionColumns } from './seen-row.ts'
import { withoutWords } from './without-words.ts'

/** The words of a person that wait for the notes of these tickets (at most 100): the notes quote none then. Safe to repeat. */
export const forgetWordsOf = (
  database: Database,
  helpdesk: string,
  ticketIds: readonly string[],
): Promise<void> =>
  database.write(async (transaction) => {
    const rows = await database.locking
      .forUpdate(
        transaction
          .selectFrom('triage_tickets')
          .select(['ticket_id', 'prediction'])
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', 'in', ticketIds)
          .where('prediction', 'is not', null)
          .orderBy('ticket_id'),
      )
      .execute()
    for (const { ticket_id: ticketId, prediction } of rows) {
      const read = readPrediction(prediction ?? '')
      if (read !== null && withoutWords(read) === read) continue
      await transaction
        .updateTable('triage_tickets')
        // What cannot be read is of no use for a note either.
        .set(read === null ? { prediction: null } : predictionColumns(withoutWords(read)))
        .where('helpdesk', '=', helpdesk)
        .where('ticket_id', '=', ticketId)
        .execute()
    }
  })

const readPrediction = (text: string) => {
  try {
    return predictionSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
