import type { StoredConversation } from '../account.ts'
import type { Call } from '../call.ts'
import { formatTime } from '../format-time.ts'
import { convertToAttachmentJson } from '../tickets/attachments.ts'

/** An entry as `/conversations` lists it, with the extras that real answers carry. */
export const convertToConversationJson = (
  entry: StoredConversation,
  call: Call,
): Record<string, unknown> => ({
  body: entry.body,
  body_text: entry.bodyText,
  id: entry.id,
  incoming: entry.incoming,
  private: entry.private,
  user_id: entry.userId,
  support_email: null,
  source: entry.source,
  category: entry.source === 0 ? 3 : 2,
  to_emails: entry.toEmails,
  from_email: entry.fromEmail,
  cc_emails: entry.ccEmails,
  bcc_emails: entry.bccEmails.length === 0 ? null : entry.bccEmails,
  email_failure_count: null,
  outgoing_failures: null,
  thread_id: null,
  thread_message_id: null,
  created_at: formatTime(entry.createdAt),
  updated_at: formatTime(entry.updatedAt),
  last_edited_at: entry.updatedAt === entry.createdAt ? null : formatTime(entry.updatedAt),
  last_edited_user_id: null,
  attachments: entry.attachmentIds.map((id) => convertToAttachmentJson(id, call)),
  automation_id: null,
  automation_type_id: null,
  auto_response: false,
  ticket_id: entry.ticketId,
  source_additional_info: null,
})
