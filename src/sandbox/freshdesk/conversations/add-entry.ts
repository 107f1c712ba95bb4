import type { StoredConversation, StoredTicket } from '../account.ts'
import type { Call } from '../call.ts'
import { convertToText, sanitiseHtml } from '../sanitise-html.ts'
import { storeAttachments } from '../tickets/attachments.ts'
import { indexTicket } from '../tickets/index-ticket.ts'

export interface NewEntry {
  /** HTML. */
  body: string
  private: boolean
  incoming?: boolean
  userId?: number
  /** 0 reply, 2 note (default). */
  source?: number
  fromEmail?: string | null
  toEmails?: string[]
  ccEmails?: string[]
  bccEmails?: string[]
}

/** Adds an entry to the ticket's conversation, with the call's files. */
export const addEntry = (ticket: StoredTicket, given: NewEntry, call: Call): StoredConversation => {
  const body = sanitiseHtml(given.body)
  const entry: StoredConversation = {
    id: call.account.nextId(),
    ticketId: ticket.id,
    incoming: false,
    userId: call.agent.id,
    source: 2,
    fromEmail: null,
    toEmails: [],
    ccEmails: [],
    bccEmails: [],
    ...given,
    body,
    bodyText: convertToText(body),
    attachmentIds: storeAttachments(call.body.files, ticket.id, call),
    createdAt: call.now,
    updatedAt: call.now,
  }
  call.account.conversations.set(entry.id, entry)
  ticket.updatedAt = call.now
  indexTicket(ticket, call)
  return entry
}
