import { type Answer, jsonAnswer } from '../../answer.ts'
import type { StoredConversation } from '../account.ts'
import type { Call, Route } from '../call.ts'
import { createFieldReader } from '../field-reader.ts'
import { faultOf, invalid } from '../problems.ts'
import { convertToText, sanitiseHtml } from '../sanitise-html.ts'
import { checkAttachments, storeAttachments } from '../tickets/attachments.ts'
import { joinFaults } from '../tickets/create-ticket.ts'
import { indexTicket } from '../tickets/index-ticket.ts'
import { convertToConversationJson } from './convert-to-conversation-json.ts'
import { findWritableTicket } from './find-writable-ticket.ts'
import { readEntryBody } from './read-entry-body.ts'

/** Private unless said otherwise; `incoming` shows it as from the customer, `user_id` as written by that person. */
const createNote = (call: Call): Answer => {
  const found = findWritableTicket(call)
  if ('answer' in found) return found.answer
  const { ticket } = found
  const { account, now } = call
  const reader = createFieldReader(call.body)
  const html = readEntryBody(reader)
  const isPrivate = reader.flag('private') ?? true
  const incoming = reader.flag('incoming') ?? false
  const userId = reader.id('user_id') ?? call.agent.id
  const notified = reader.emails('notify_emails') ?? []
  reader.ignore('attachments')
  if (!account.contacts.has(userId) && !account.agents.has(userId)) {
    reader.fault(faultOf.noMatch('user_id', 'contact'))
  }
  const faults = joinFaults(reader.finish(), checkAttachments(call.body.files, ticket.id, call))
  if (faults.length > 0) return invalid(faults)

  const body = sanitiseHtml(html)
  const entry: StoredConversation = {
    id: account.nextId(),
    ticketId: ticket.id,
    body,
    bodyText: convertToText(body),
    incoming,
    private: isPrivate,
    userId,
    source: 2,
    fromEmail: null,
    toEmails: notified,
    ccEmails: [],
    bccEmails: [],
    attachmentIds: storeAttachments(call.body.files, ticket.id, call),
    createdAt: now,
    updatedAt: now,
  }
  account.conversations.set(entry.id, entry)
  ticket.updatedAt = now
  if (incoming) ticket.stats.requesterRespondedAt = now
  indexTicket(ticket, call)
  const { to_emails: notifiedTo, ...shown } = convertToConversationJson(entry, call)
  return jsonAnswer(201, { ...shown, notified_to: notifiedTo })
}

export const createNoteRoute: Route = {
  method: 'POST',
  path: '/tickets/:id/notes',
  permission: 'conversations:write',
  body: 'files',
  handle: createNote,
}
