import { type Answer, jsonAnswer } from '../../answer.ts'
import type { Call, Route } from '../call.ts'
import { createFieldReader } from '../field-reader.ts'
import { invalid, joinFaults } from '../problems.ts'
import { checkAttachments } from '../tickets/attachments.ts'
import { addEntry } from './add-entry.ts'
import { convertToConversationJson } from './convert-to-conversation-json.ts'
import { findWritableTicket } from './find-writable-ticket.ts'
import { readAuthor, readEntryBody } from './read-entry.ts'

/** Private unless said otherwise; `incoming` shows it as from the customer, `user_id` as written by that person. */
const createNote = (call: Call): Answer => {
  const found = findWritableTicket(call)
  if ('answer' in found) return found.answer
  const { ticket } = found
  const reader = createFieldReader(call.body)
  const note = {
    body: readEntryBody(reader),
    private: reader.flag('private') ?? true,
    incoming: reader.flag('incoming') ?? false,
    userId: readAuthor(reader, call),
    toEmails: reader.emails('notify_emails') ?? [],
  }
  reader.ignore('attachments')
  const faults = joinFaults(reader.finish(), checkAttachments(call.body.files, ticket.id, call))
  if (faults.length > 0) return invalid(faults)
  if (note.incoming) ticket.stats.requesterRespondedAt = call.now
  const { to_emails: notified, ...shown } = convertToConversationJson(addEntry(ticket, note, call), call)
  return jsonAnswer(201, { ...shown, notified_to: notified })
}

export const createNoteRoute: Route = {
  method: 'POST',
  path: '/tickets/:id/notes',
  permission: 'conversations:write',
  body: 'files',
  handle: createNote,
}
