import type { Insertable } from 'kysely'
import type { Prediction } from '../../../schemas/triage.ts'
import type { TriageTicketsTable } from '../../database/tables.ts'
import type { SeenTicket } from '../triage-store.ts'
import { withoutWords } from './without-words.ts'

/** The columns that say what was predicted; one place, so that they never disagree with the prediction. */
export const predictionColumns = (prediction: Prediction | null) => ({
  category: prediction?.category ?? null,
  confidence: prediction?.confidence ?? null,
  decided_by: prediction?.decidedBy ?? null,
  model: prediction?.model ?? null,
  prediction: prediction === null ? null : JSON.stringify(prediction),
})

/** One ticket of a page as it is stored when it is not known yet. What is not to be written keeps no word of a person. */
export const seenRow = (
  helpdesk: string,
  ticket: SeenTicket,
  now: number,
): Insertable<TriageTicketsTable> & { ticket_id: string; changed_at: number } => {
  const { prediction = null, dueAt = null, skipped = null } = ticket
  const isDue = prediction !== null && dueAt !== null
  return {
    helpdesk,
    ticket_id: ticket.ticketId,
    created_at: ticket.createdAt,
    changed_at: ticket.changedAt,
    seen_at: now,
    skipped: prediction === null ? skipped : null,
    predicted_at: prediction === null ? null : now,
    ...predictionColumns(prediction === null || isDue ? prediction : withoutWords(prediction)),
    control: ticket.control === true ? 1 : 0,
    state: isDue ? 'due' : null,
    // Whoever draws a time by lot has fractions, which PostgreSQL does not take.
    due_at: isDue ? Math.ceil(dueAt) : null,
    left_with: JSON.stringify(ticket.left),
    outcome: ticket.outcome,
    ended_at: ticket.endedAt,
  }
}

/** A page may bring a ticket twice: its newest version, with the prediction that was made of whichever. */
export const mergeVersions = (tickets: readonly SeenTicket[]): SeenTicket[] => {
  const merged = new Map<string, SeenTicket>()
  for (const ticket of tickets) {
    const before = merged.get(ticket.ticketId)
    if (before === undefined) {
      merged.set(ticket.ticketId, ticket)
      continue
    }
    const [older, newer] = ticket.changedAt < before.changedAt ? [ticket, before] : [before, ticket]
    const predicted = before.prediction === undefined ? ticket : before
    const { createdAt, changedAt, left, outcome, endedAt, ticketId } = newer
    const { prediction, skipped, control, dueAt } = predicted
    merged.set(ticket.ticketId, {
      ticketId,
      createdAt: Math.min(createdAt, older.createdAt),
      changedAt,
      left,
      outcome,
      endedAt,
      ...(prediction === undefined ? {} : { prediction }),
      ...(skipped === undefined ? {} : { skipped }),
      ...(control === undefined ? {} : { control }),
      ...(dueAt === undefined ? {} : { dueAt }),
    })
  }
  return [...merged.values()]
}
