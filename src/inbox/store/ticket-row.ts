import type { Insertable, Selectable } from 'kysely'
import * as z from 'zod'
import type { InboxTicketsTable } from '../../database/desk-tables.ts'
import { readTimes } from '../../helpdesk/follow/read-times.ts'
import { decideNeedsReply } from '../decide-needs-reply.ts'
import { foldWords } from '../fold-words.ts'
import type { InboxTicket } from '../inbox.ts'
import type { Guess, ReadTicket } from '../inbox-intake.ts'

const tagsSchema = z.array(z.string())
const longestText = 500
const mostTags = 50

/** What PostgreSQL cannot hold is left out, and what nobody reads is cut. */
const storable = (text: string | null): string | null =>
  text === null ? null : text.slice(0, longestText).toWellFormed().replaceAll('\0', '')

const parseTags = (text: string): string[] => {
  try {
    return tagsSchema.parse(JSON.parse(text))
  } catch {
    // A row that was meddled with is still a ticket.
    return []
  }
}

/** What the store knew of a ticket or its requester before. */
export interface KnownBefore {
  answeredAt: number | null
  category: string | null
  confidence: number | null
  requesterName: string | null
}

/** A ticket as it is stored, on top of what was known. Pure. */
export const composeRow = (
  helpdesk: string,
  { ticket, guess, lastFrom = null }: ReadTicket,
  before: KnownBefore | null,
  requesterName: string | null,
  now: number,
): Insertable<InboxTicketsTable> => {
  const times = readTimes(ticket, now)
  const { status } = ticket
  const word = decideNeedsReply({ status, updatedAt: times.changedAt }, lastFrom, before)
  const seen: Guess = guess ?? { category: before?.category ?? null, confidence: before?.confidence ?? null }
  const name = storable(requesterName ?? before?.requesterName ?? null)
  const subject = storable(ticket.subject)
  return {
    helpdesk,
    ticket_id: ticket.id,
    url: ticket.url,
    subject,
    status,
    status_label: storable(ticket.statusLabel),
    priority: ticket.priority,
    type: storable(ticket.type),
    group_id: ticket.groupId,
    agent_id: ticket.agentId,
    requester_id: ticket.requesterId,
    requester_name: name,
    tags: JSON.stringify(ticket.tags.slice(0, mostTags).map((tag) => storable(tag))),
    category: seen.category,
    confidence: seen.confidence,
    needs_reply: word.needsReply ? 1 : 0,
    answered_at: word.answeredAt,
    folded: foldWords(subject, name, ticket.id),
    created_at: times.createdAt,
    updated_at: times.changedAt,
  }
}

export const readRow = (row: Selectable<InboxTicketsTable>): InboxTicket => ({
  helpdesk: row.helpdesk,
  ticketId: row.ticket_id,
  url: row.url,
  subject: row.subject,
  status: row.status,
  statusLabel: row.status_label,
  priority: row.priority,
  type: row.type,
  groupId: row.group_id,
  agentId: row.agent_id,
  requesterId: row.requester_id,
  requesterName: row.requester_name,
  tags: parseTags(row.tags),
  category: row.category,
  confidence: row.confidence,
  needsReply: row.needs_reply === 1,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
