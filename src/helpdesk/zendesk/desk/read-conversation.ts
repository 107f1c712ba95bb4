import * as z from 'zod'
import type { Message } from '../../../../schemas/ticket.ts'
import type { ZendeskComment, ZendeskTicket } from '../../../../schemas/zendesk/ticket.ts'
import type { ZendeskUser } from '../../../../schemas/zendesk/user.ts'
import { encodeCursor, parseCursor } from '../../cursor.ts'
import type { CallOptions, Read } from '../../helpdesk.ts'
import { refuseCursor } from '../../refuse.ts'
import type { MessagePage } from '../../ticket-desk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { isZendeskId } from '../zendesk-id.ts'

const cursorSchema = z.strictObject({ ticket: z.string(), after: z.string() })
const mostPages = 50

/** Reads what was said in a ticket. Its first comment is its description. */
export const createConversationReader = ({ tickets }: ZendeskClient) => {
  const open = async (ticketId: string, options: CallOptions): Promise<Read<ZendeskTicket | null>> => {
    if (!isZendeskId(ticketId)) return { ok: true, value: null }
    const result = await tickets.get(ticketId, options)
    if (result.effect === 'done') return { ok: true, value: result.value.ticket }
    return result.failure.kind === 'not-found'
      ? { ok: true, value: null }
      : { ok: false, failure: result.failure }
  }

  const list = async (
    ticketId: string,
    page: { limit: number; cursor?: string },
    options: CallOptions,
  ): Promise<Read<MessagePage | null>> => {
    const at = page.cursor === undefined ? null : parseCursor(cursorSchema, page.cursor)
    if (page.cursor !== undefined && at?.ticket !== ticketId) return { ok: false, failure: refuseCursor() }
    const ticket = await open(ticketId, options)
    if (!ticket.ok || ticket.value === null) return ticket.ok ? { ok: true, value: null } : ticket
    const result = await tickets.comments(ticketId, { after: at?.after, size: page.limit }, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const { comments, users, meta } = result.value
    const first = at === null ? comments[0] : undefined
    const convert = createConverter(ticket.value, users ?? [], first)
    const after = meta?.has_more === true ? meta.after_cursor : null
    return {
      ok: true,
      value: {
        messages: comments.map(convert),
        next: after == null ? null : encodeCursor({ ticket: ticketId, after }),
        answeredAt: result.answeredAt,
      },
    }
  }

  const latestFromCustomer = async (
    ticketId: string,
    options: CallOptions,
  ): Promise<Read<{ message: Message | null } | null>> => {
    const ticket = await open(ticketId, options)
    if (!ticket.ok || ticket.value === null) return ticket.ok ? { ok: true, value: null } : ticket
    let after: string | undefined
    for (let page = 1; page <= mostPages; page++) {
      const result = await tickets.comments(ticketId, { after, newestFirst: true }, options)
      if (result.effect !== 'done') return { ok: false, failure: result.failure }
      const { comments, users, meta } = result.value
      const first = meta?.has_more === true ? undefined : comments.at(-1)
      const messages = comments.map(createConverter(ticket.value, users ?? [], first))
      const said = messages.find((message) => message.from === 'customer' && !message.private)
      if (said !== undefined) return { ok: true, value: { message: said } }
      if (meta?.has_more !== true || meta.after_cursor == null) break
      after = meta.after_cursor
    }
    return { ok: true, value: { message: null } }
  }

  return { list, latestFromCustomer }
}

const createConverter =
  (ticket: ZendeskTicket, users: ZendeskUser[], first: ZendeskComment | undefined) =>
  (comment: ZendeskComment): Message => {
    const author = users.find(({ id }) => id === comment.author_id)
    const text = comment.plain_body ?? comment.body ?? ''
    return {
      id: String(comment.id),
      ticketId: String(ticket.id),
      from: fromOf(ticket, comment, author, { text, isFirst: comment === first }),
      authorId: comment.author_id == null ? null : String(comment.author_id),
      authorName: author?.name ?? null,
      private: comment.public === false,
      html: comment.html_body ?? '',
      text,
      attachments: (comment.attachments ?? []).map((file) => ({
        id: String(file.id),
        name: file.file_name ?? '',
        contentType: file.content_type ?? null,
        bytes: file.size ?? null,
        url: file.content_url ?? null,
      })),
      createdAt: comment.created_at ?? '',
    }
  }

/**
 * A hand-off that we made ourselves stands in our agent's name, as Zendesk knows the author's id only afterwards; it says what the
 * customer said. It is what the ticket began with, and is told by its reference, which is the ticket's external id and stands in its
 * text. Further on, only the answer to a customer names the reference.
 */
const fromOf = (
  ticket: ZendeskTicket,
  comment: ZendeskComment,
  author: ZendeskUser | undefined,
  { text, isFirst }: { text: string; isFirst: boolean },
): Message['from'] => {
  if (comment.author_id == null || comment.author_id === ticket.requester_id) {
    return comment.author_id == null ? 'system' : 'customer'
  }
  if (author?.role === 'end-user') return 'customer'
  const isHandoff =
    isFirst && comment.public !== false && ticket.external_id != null && text.includes(ticket.external_id)
  return isHandoff ? 'customer' : 'agent'
}
