import { predictionSchema } from '../../../schemas/triage.ts'
import type { TriageStore } from '../triage-store.ts'
import { predictionColumns } from './seen-row.ts'
import type { StoreContext } from './store-context.ts'
import { withoutWords } from './without-words.ts'

/** How the JSON of a reason begins that holds at least one word. */
const someWords = '%"words":[{%'

/** What is kept no longer; see `TriageStore`. */
export const createForget = ({
  database,
  guard,
  readPart,
}: StoreContext): Pick<TriageStore, 'forget' | 'forgetHints' | 'forgetWords'> => ({
  forget: ({ seenBefore, limit }) =>
    guard(() =>
      database.write(async (transaction) => {
        const old = await database.locking
          .skipLocked(
            transaction
              .selectFrom('triage_tickets')
              .select(['helpdesk', 'ticket_id'])
              .where('seen_at', '<', Math.floor(seenBefore))
              // Whoever tries in vain puts it off.
              .where((row) => row.or([row('due_at', 'is', null), row('due_at', '<', Math.floor(seenBefore))]))
              .where((row) => row.or([row('state', 'is', null), row('state', '!=', 'undoing')]))
              .orderBy('seen_at')
              .limit(limit),
          )
          .execute()
        for (const { helpdesk, ticket_id } of old)
          await transaction
            .deleteFrom('triage_tickets')
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticket_id)
            .execute()
        if (old.length >= limit) return old.length
        const runs = await transaction
          .selectFrom('triage_runs')
          .select('id')
          // One that was begun a moment ago has no ticket yet.
          .where('began_at', '<', Math.floor(seenBefore))
          .where((run) =>
            run.not(
              run.exists(
                run
                  .selectFrom('triage_tickets')
                  .select('triage_tickets.run')
                  .whereRef('triage_tickets.run', '=', 'triage_runs.id'),
              ),
            ),
          )
          .limit(limit - old.length)
          .execute()
        for (const { id } of runs) await transaction.deleteFrom('triage_runs').where('id', '=', id).execute()
        return old.length + runs.length
      }),
    ),

  forgetHints: ({ toldBefore, limit }) =>
    guard(() =>
      database.write(async (transaction) => {
        const old = await transaction
          .selectFrom('triage_hints')
          .select(['helpdesk', 'ticket_id'])
          .where('told_at', '<', Math.floor(toldBefore))
          .limit(limit)
          .execute()
        let forgotten = 0
        for (const { helpdesk, ticket_id } of old) {
          const { numDeletedRows } = await transaction
            .deleteFrom('triage_hints')
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticket_id)
            // Told of again meanwhile, it is a new one.
            .where('told_at', '<', Math.floor(toldBefore))
            .executeTakeFirst()
          forgotten += Number(numDeletedRows)
        }
        return forgotten
      }),
    ),

  forgetWords: ({ predictedBefore, limit }) =>
    guard(() =>
      database.write(async (transaction) => {
        const rows = await database.locking
          .forUpdate(
            transaction
              .selectFrom('triage_tickets')
              .select(['helpdesk', 'ticket_id', 'prediction'])
              // Only what waits to be written may hold any, and that has an index.
              .where('due_at', 'is not', null)
              .where('predicted_at', '<', Math.floor(predictedBefore))
              .where('prediction', 'like', someWords)
              .orderBy('helpdesk')
              .orderBy('due_at')
              .limit(limit),
          )
          .execute()
        for (const { helpdesk, ticket_id, prediction } of rows) {
          const read = readPart(
            { helpdesk, ticketId: ticket_id, name: 'prediction', text: prediction },
            (value) => predictionSchema.parse(value),
          )
          // What cannot be read is of no use for a note either.
          await transaction
            .updateTable('triage_tickets')
            .set(read === null ? { prediction: null } : predictionColumns(withoutWords(read)))
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticket_id)
            .execute()
        }
        return rows.length
      }),
    ),
})
