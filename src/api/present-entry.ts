import type { HandoffContent, HandoffDetail, HandoffRecord } from '../../schemas/api.ts'
import type { Handoff } from '../../schemas/handoff.ts'
import type { Entry, HistoryRow } from '../ledger/ledger.ts'
import { presentClassification } from './present-classification.ts'

const time = (ms: number): string => new Date(ms).toISOString()
const timeOrNull = (ms: number | null): string | null => (ms === null ? null : time(ms))

/** A ledger entry as lists show it: nothing personal in it. */
export const presentRecord = (entry: Entry): HandoffRecord => ({
  id: entry.id,
  source: entry.source,
  helpdesk: entry.helpdesk,
  state: entry.state,
  why: entry.why,
  received_at: time(entry.receivedAt),
  due_at: timeOrNull(entry.dueAt),
  ended_at: timeOrNull(entry.endedAt),
  attempts: entry.attempts,
  failures: entry.failures,
  writes: entry.writes,
  ticket: entry.ticket,
  flags: entry.flags,
  request_id: entry.requestId,
})

/** The content under the names that senders use. */
export const presentContent = (handoff: Handoff): HandoffContent => ({
  user_email: handoff.requester.email,
  user_phone: handoff.requester.phone,
  user_name: handoff.requester.name,
  conversation_summary: handoff.summary,
  category: handoff.category,
  subject: handoff.subject,
  priority: handoff.priority,
  language: handoff.language,
  conversation_id: handoff.conversationId,
  message_id: handoff.messageId,
  bot: handoff.bot,
  channel: handoff.channel,
  transcript: handoff.transcript,
  attachments: handoff.attachments,
  custom_fields: handoff.customFields,
  tags: handoff.tags,
  callback_url: handoff.callbackUrl,
  extra: handoff.extra,
})

/** One entry with its content and history. */
export const presentDetail = (entry: Entry, history: readonly HistoryRow[]): HandoffDetail => ({
  ...presentRecord(entry),
  classification: entry.classification === null ? null : presentClassification(entry.classification),
  acknowledgement: entry.acknowledgement,
  handoff: entry.handoff === null ? null : presentContent(entry.handoff),
  history: history.map(({ at, event, why, by }) => ({ at: time(at), event, why, by })),
})
