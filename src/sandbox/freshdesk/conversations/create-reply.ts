import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Call, Route } from '../call.ts'
import { createFieldReader } from '../field-reader.ts'
import { invalid, joinFaults } from '../problems.ts'
import { checkAttachments } from '../tickets/attachments.ts'
import { addEntry } from './add-entry.ts'
import { convertToConversationJson } from './convert-to-conversation-json.ts'
import { findWritableTicket } from './find-writable-ticket.ts'
import { readAuthor, readEntryBody } from './read-entry.ts'

/** A public answer; the real one sends it to the requester by mail. */
const createReply = (call: Call): Answer => {
  const found = findWritableTicket(call)
  if ('answer' in found) return found.answer
  const { ticket } = found
  const reader = createFieldReader(call.body)
  const requester = call.account.contacts.get(ticket.requesterId)
  const repliedTo = requester?.email ? [requester.email] : []
  const reply = {
    body: readEntryBody(reader),
    private: false,
    source: 0,
    fromEmail: reader.email('from_email') ?? null,
    userId: readAuthor(reader, call),
    toEmails: repliedTo,
    ccEmails: reader.emails('cc_emails') ?? [],
    bccEmails: reader.emails('bcc_emails') ?? [],
  }
  reader.ignore('attachments')
  const faults = joinFaults(reader.finish(), checkAttachments(call.body.files, ticket.id, call))
  if (faults.length > 0) return invalid(faults)
  ticket.stats.agentRespondedAt = call.now
  ticket.stats.firstRespondedAt ??= call.now
  const entry = addEntry(ticket, reply, call)
  const shown = convertToConversationJson(entry, call)
  return jsonAnswer(201, {
    id: entry.id,
    body: entry.body,
    body_text: entry.bodyText,
    structured_body: null,
    user_id: entry.userId,
    from_email: entry.fromEmail,
    cc_emails: entry.ccEmails,
    bcc_emails: entry.bccEmails,
    ticket_id: entry.ticketId,
    replied_to: repliedTo,
    attachments: shown['attachments'],
    created_at: shown['created_at'],
    updated_at: shown['updated_at'],
  })
}

export const createReplyRoute: Route = {
  method: 'POST',
  path: '/tickets/:id/reply',
  permission: 'conversations:write',
  body: 'files',
  handle: createReply,
}
