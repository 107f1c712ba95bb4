import type { Selectable } from 'kysely'
import * as z from 'zod'
import { ticketStatusSchema } from '../../schemas/ticket.ts'
import type { OutboxTable } from '../database/desk-tables.ts'
import type { OutboxItem } from './outbox.ts'

const contentSchema = z.strictObject({
  text: z.string(),
  status: ticketStatusSchema.exclude(['other']).nullable(),
})

const reasonSchema = z.enum([
  'away',
  'rate-limited',
  'credentials',
  'forbidden',
  'ticket-gone',
  'refused',
  'no-helpdesk',
  'unknown',
  'must-look',
  'store',
  'status',
])

/** What is kept of a text and its status. */
export const composeContent = ({ text, status }: z.infer<typeof contentSchema>): string =>
  JSON.stringify(contentSchema.parse({ text, status }))

/** Content that cannot be read as it was stored counts as blanked. */
const readContent = (stored: string | null): { text: string | null; status: OutboxItem['status'] } => {
  try {
    return contentSchema.parse(JSON.parse(stored ?? ''))
  } catch {
    return { text: null, status: null }
  }
}

/** A stored row as the door tells it. */
export const readItem = (row: Selectable<OutboxTable>): OutboxItem => ({
  id: row.id,
  helpdesk: row.helpdesk,
  ticketId: row.ticket_id,
  kind: row.kind,
  ...readContent(row.content),
  draft: row.draft_id === null || row.version === null ? null : { id: row.draft_id, version: row.version },
  who: row.who,
  state: row.state,
  dueAt: row.state === 'held' ? row.due_at : null,
  attempts: row.attempts,
  reason: reasonSchema.nullable().catch(null).parse(row.reason),
  why: row.why,
  messageId: row.message_id,
  createdAt: row.created_at,
  endedAt: row.ended_at,
})
