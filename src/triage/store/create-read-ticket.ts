import type { Selectable } from 'kysely'
import * as z from 'zod'
import { decidedBySchema } from '../../../schemas/classification.ts'
import {
  leftSchema,
  plannedWriteSchema,
  predictionSchema,
  triageOutcomeSchema,
} from '../../../schemas/triage.ts'
import type { TriageTicketsTable } from '../../database/tables.ts'
import type { TriageTicket, WriteAction, WriteState } from '../triage-store.ts'
import type { ReadPart } from './store-context.ts'

const states: readonly WriteState[] = ['due', 'sending', 'unknown', 'done', 'left', 'undoing', 'undone']
const actions: readonly WriteAction[] = ['suggest', 'apply', 'route']

/** Composed once: that costs a hundred times what a word takes to be read. */
const oneOf = <T extends string>(schema: z.ZodType<T>) => {
  const orNull = schema.nullable().catch(null)
  return (text: string | null): T | null => orNull.parse(text)
}

/** A word that this version does not know, as a newer one may have written, is told as null. */
export const readState = oneOf(z.enum(states))
export const readAction = oneOf(z.enum(actions))
export const readOutcome = oneOf(triageOutcomeSchema)
export const readDecider = oneOf(decidedBySchema)

/** A row as `TriageTicket`. Parts that cannot be read are null; it never throws. */
export const createReadTicket =
  (readPart: ReadPart) =>
  (row: Selectable<TriageTicketsTable>): TriageTicket => {
    const { helpdesk, ticket_id: ticketId } = row
    const read = <T>(name: string, text: string | null, schema: z.ZodType<T>): T | null =>
      readPart({ helpdesk, ticketId, name, text }, (value) => schema.parse(value))
    return {
      helpdesk,
      ticketId,
      createdAt: row.created_at,
      changedAt: row.changed_at,
      seenAt: row.seen_at,
      skipped: row.skipped,
      predictedAt: row.predicted_at,
      prediction: read('prediction', row.prediction, predictionSchema),
      control: row.control === 1,
      state: readState(row.state),
      dueAt: row.due_at,
      attempts: row.attempts,
      fence: row.fence,
      action: readAction(row.action),
      why: row.why,
      run: row.run,
      planned: read('planned', row.planned, plannedWriteSchema),
      sentAt: row.sent_at,
      wroteAt: row.wrote_at,
      noteId: row.note_id,
      left: read('left', row.left_with, leftSchema),
      outcome: readOutcome(row.outcome),
      endedAt: row.ended_at,
    }
  }
