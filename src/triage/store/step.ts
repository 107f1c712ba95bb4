import type { Updateable } from 'kysely'
import type { TriageTicketsTable } from '../../database/tables.ts'
import type { TriageStore, WriteState, WriteStep } from '../triage-store.ts'
import { predictionColumns } from './seen-row.ts'
import type { StoreContext } from './store-context.ts'
import { withoutWords } from './without-words.ts'

/** In these nothing is worded from the prediction any more. */
const ended: readonly WriteState[] = ['done', 'left', 'undone']

// Whoever draws a time by lot has fractions, which PostgreSQL does not take.
const whole = (at: number | null): number | null => (at === null ? null : Math.ceil(at))

const columnsOf = (to: WriteStep): Updateable<TriageTicketsTable> => ({
  ...(to.state === undefined ? {} : { state: to.state }),
  ...(to.dueAt === undefined ? {} : { due_at: whole(to.dueAt) }),
  ...(to.attempts === undefined ? {} : { attempts: to.attempts }),
  ...(to.action === undefined ? {} : { action: to.action }),
  ...(to.why === undefined ? {} : { why: to.why }),
  ...(to.run === undefined ? {} : { run: to.run }),
  ...(to.planned === undefined ? {} : { planned: to.planned === null ? null : JSON.stringify(to.planned) }),
  ...(to.sentAt === undefined ? {} : { sent_at: whole(to.sentAt) }),
  ...(to.wroteAt === undefined ? {} : { wrote_at: whole(to.wroteAt) }),
  ...(to.noteId === undefined ? {} : { note_id: to.noteId }),
  ...(to.prediction === undefined ? {} : predictionColumns(to.prediction)),
})

/** See `TriageStore.step`. A ticket whose write has ended keeps no word of a person, whether the caller thought of it or not. */
export const createStep =
  ({ database, guard, readTicket }: StoreContext): TriageStore['step'] =>
  ({ helpdesk, ticketId, fence }, to) =>
    guard(() =>
      database.write(async (transaction) => {
        const [row] = await transaction
          .updateTable('triage_tickets')
          .set({ ...columnsOf(to), fence: fence + 1 })
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', '=', ticketId)
          .where('fence', '=', fence)
          .returningAll()
          .execute()
        if (row === undefined) return false
        const { state, prediction } = readTicket(row)
        if (row.prediction === null || state === null || !ended.includes(state)) return true
        const wordless = prediction === null ? null : withoutWords(prediction)
        // What cannot be read may hold words all the same, and nothing looks for them later. The other columns still say what it was.
        if (wordless === null || wordless !== prediction)
          await transaction
            .updateTable('triage_tickets')
            .set(wordless === null ? { prediction: null } : predictionColumns(wordless))
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticketId)
            .execute()
        return true
      }),
    )
