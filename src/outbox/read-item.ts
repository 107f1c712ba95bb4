import type { Selectable } from 'kysely'
import * as z from 'zod'
import { ticketStatusSchema } from '../../schemas/ticket.ts'
import type { OutboxTable } from '../database/desk-tables.ts'
import type { OutboxItem } from './outbox.ts'

const contentSchema = z.strictObject({
  text: z.string(),
  status: ticketStatusSchema.exclude(['other']).nullable(),
  seen: z
    .strictObject({ updatedAt: z.string(), status: ticketStatusSchema.nullable() })
    .nullable()
    .default(null),
})
type Content = z.output<typeof contentSchema>

const reasonSchema = z.enum([
  'away',
  'rate-limited',
  'credentials',
  'forbidden',
  'ticket-gone',
  'customer-wrote',
  'ticket-closed',
  'refused',
  'no-helpdesk',
  'unknown',
  'must-look',
  'store',
  'status',
])

/** What is kept of a text, its status, and what its writer had seen. */
export const composeContent = ({ text, status, seen }: z.input<typeof contentSchema>): string =>
  JSON.stringify(contentSchema.parse({ text, status, seen }))

/** Content that cannot be read as it was stored counts as blanked. */
const readContent = (stored: string | null): Omit<Content, 'text'> & { text: string | null } => {
  try {
    return contentSchema.parse(JSON.parse(stored ?? ''))
  } catch {
    return { text: null, status: null, seen: null }
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
