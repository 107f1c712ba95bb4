import type { FreshdeskAttachment } from '../../../../schemas/freshdesk/attachment.ts'
import type { FreshdeskConversation } from '../../../../schemas/freshdesk/conversation.ts'
import type { FreshdeskTicket } from '../../../../schemas/freshdesk/ticket.ts'
import type { Message } from '../../../../schemas/ticket.ts'
import { htmlToText } from '../../html-to-text.ts'

/** Names of people as far as they are known, by id. */
export type Names = ReadonlyMap<number, string>

/** A ticket that an agent wrote to a customer: the description is the agent's. */
const outboundSource = 10
/** Web chats may show their first message in the conversation once more. */
const webChatSource = 15

/** The first message of a ticket. It has no id of its own at Freshdesk. */
export const descriptionOf = (ticket: FreshdeskTicket, names: Names): Message => {
  const isAgents = ticket.source === outboundSource
  const author = isAgents ? ticket.responder_id : ticket.requester_id
  return {
    id: `${ticket.id}-description`,
    ticketId: String(ticket.id),
    from: isAgents ? 'agent' : 'customer',
    ...authorOf(author, names),
    private: false,
    html: ticket.description ?? '',
    text: textOf(ticket.description, ticket.description_text),
    attachments: (ticket.attachments ?? []).map(convertAttachment),
    createdAt: ticket.created_at ?? '',
  }
}

/** One reply or note. */
export const convertToMessage = (entry: FreshdeskConversation, ticketId: string, names: Names): Message => ({
  id: String(entry.id),
  ticketId,
  from: writerOf(entry),
  ...authorOf(entry.user_id, names),
  private: entry.private === true,
  html: entry.body ?? '',
  text: textOf(entry.body, entry.body_text),
  attachments: (entry.attachments ?? []).map(convertAttachment),
  createdAt: entry.created_at ?? '',
})

/** Whether an entry only repeats the description. */
export const isDescriptionAgain = (ticket: FreshdeskTicket, entry: FreshdeskConversation): boolean =>
  ticket.source === webChatSource &&
  entry.incoming === true &&
  textOf(entry.body, entry.body_text) === textOf(ticket.description, ticket.description_text)

const writerOf = (entry: FreshdeskConversation): Message['from'] => {
  if (entry.incoming === true) return 'customer'
  return entry.auto_response === true || entry.automation_id != null ? 'system' : 'agent'
}

const authorOf = (id: number | null | undefined, names: Names) => ({
  authorId: id == null ? null : String(id),
  authorName: id == null ? null : (names.get(id) ?? null),
})

/** From the HTML, which keeps the lines; Freshdesk's own text folds them into one. */
const textOf = (html: string | null | undefined, text: string | null | undefined): string =>
  html == null ? (text ?? '') : htmlToText(html)

const convertAttachment = (file: FreshdeskAttachment): Message['attachments'][number] => ({
  id: String(file.id),
  name: file.name ?? '',
  contentType: file.content_type ?? null,
  bytes: wholeNumber(file.size ?? file.file_size),
  url: file.attachment_url ?? null,
})

const wholeNumber = (size: number | null | undefined): number | null =>
  size != null && Number.isSafeInteger(size) ? size : null
