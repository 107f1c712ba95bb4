import type { Message, Ticket } from '../../schemas/ticket.ts'
import type {
  ChangedAnswer,
  HandedOverAnswer,
  MessageAnswer,
  MessagePageAnswer,
  SaidAnswer,
  TicketAnswer,
  TicketPageAnswer,
} from '../../schemas/ticket-api.ts'
import type { MessagePage, TicketPage } from '../helpdesk/ticket-desk.ts'
import type { Changed, HandedOverTo, Said } from '../tickets/tickets.ts'

/** A ticket under the outside's names. */
export const presentTicket = (ticket: Ticket): TicketAnswer => ({
  id: ticket.id,
  url: ticket.url,
  subject: ticket.subject,
  status: ticket.status,
  status_label: ticket.statusLabel,
  priority: ticket.priority,
  type: ticket.type,
  tags: ticket.tags,
  requester_id: ticket.requesterId,
  agent_id: ticket.agentId,
  group_id: ticket.groupId,
  deleted: ticket.deleted,
  custom_fields: ticket.customFields,
  external_id: ticket.externalId,
  created_at: ticket.createdAt,
  updated_at: ticket.updatedAt,
})

export const presentMessage = (message: Message): MessageAnswer => ({
  id: message.id,
  ticket_id: message.ticketId,
  from: message.from,
  author_id: message.authorId,
  author_name: message.authorName,
  private: message.private,
  text: message.text,
  html: message.html,
  attachments: message.attachments.map((file) => ({
    id: file.id,
    name: file.name,
    content_type: file.contentType,
    bytes: file.bytes,
    url: file.url,
  })),
  created_at: message.createdAt,
})

export const presentTicketPage = (page: TicketPage): TicketPageAnswer => ({
  tickets: page.tickets.map(presentTicket),
  next: page.next,
  total: page.total,
  complete: page.complete,
})

export const presentMessagePage = (page: MessagePage): MessagePageAnswer => ({
  messages: page.messages.map(presentMessage),
  next: page.next,
})

/** `duplicate` as the door of tickets tells it; the same of what follows. */
export const presentSaid = (said: Said, duplicate: boolean): SaidAnswer => ({
  ok: true,
  duplicate,
  ticket_id: said.ticketId,
  message_id: said.messageId,
  private: said.private,
  created_at: said.createdAt,
  adopted: said.adopted,
  status_problem: said.statusProblem,
})

export const presentChanged = (changed: Changed, duplicate: boolean): ChangedAnswer => ({
  ok: true,
  duplicate,
  ticket: presentTicket(changed.ticket),
  unmapped: changed.unmapped.map(({ field, value, why }) => ({ field, value, why })),
})

export const presentHandedOver = (handed: HandedOverTo, duplicate: boolean): HandedOverAnswer => ({
  ok: true,
  duplicate,
  ticket_id: handed.ticketId,
  url: handed.url,
  agent: handed.agent,
  group: handed.group,
  why: handed.why,
  note_id: handed.noteId,
  note_problem: handed.noteProblem,
  promise: {
    text: handed.promise.text,
    office_hours: handed.promise.officeHours,
    is_open: handed.promise.isOpen,
    first_response_minutes: handed.promise.firstResponseMinutes,
  },
})
