import { pathToFileURL } from 'node:url'
import type { Priority } from '../../../schemas/handoff.ts'
import type { Message, Ticket, TicketStatus } from '../../../schemas/ticket.ts'
import { escapeHtml } from '../escape-html.ts'
import type { Directory } from './directory.ts'
import type { Section, TicketFacts } from './ticket-file.ts'
import { nameOf } from './ticket-name.ts'

/** Where people find a file of the folder: `url` before its path, else its place on this machine. */
export type LinkTo = (path: string) => string

export const createLinkTo = (folder: string, url: string | undefined): LinkTo => {
  const prefix = url ?? pathToFileURL(`${folder}/`).href
  return (path) => prefix + path.split('/').map(encodeURIComponent).join('/')
}

export const statusWords = ['open', 'pending', 'solved', 'closed'] as const

export const parseStatus = (text: string | null): TicketStatus =>
  text === null ? 'open' : (statusWords.find((word) => word === text.trim().toLowerCase()) ?? 'other')

const parsePriority = (text: string | null): Priority | null =>
  (['low', 'medium', 'high', 'urgent'] as const).find((word) => word === text?.trim().toLowerCase()) ?? null

/** A person's id: the address, or the number without its spaces. */
export const requesterIdOf = (person: { email: string | null; phone: string | null }): string | null =>
  person.email?.trim().toLowerCase() ?? (person.phone === null ? null : phoneDigits(person.phone))

export const phoneDigits = (phone: string): string => phone.replace(/[^\d+]/g, '')

export const convertToTicket = (file: TicketFacts, directory: Directory, linkTo: LinkTo): Ticket => {
  const { head } = file
  const idOf = (kind: 'agent' | 'group', text: string | null): string | null => {
    if (text === null) return null
    const found = directory[kind](text)
    return found.kind === 'found' ? found.item.id : text
  }
  return {
    id: file.id,
    url: linkTo(nameOf(file.id)),
    subject: head.subject,
    status: parseStatus(head.status),
    statusLabel: head.status ?? 'open',
    priority: parsePriority(head.priority),
    type: head.type,
    tags: head.tags,
    requesterId: requesterIdOf(head.requester),
    agentId: idOf('agent', head.agent),
    groupId: idOf('group', head.group),
    deleted: false,
    customFields: head.fields,
    externalId: head.marker,
    createdAt: new Date(file.createdAt).toISOString(),
    updatedAt: new Date(file.updatedAt).toISOString(),
  }
}

/** `number`: the message's place in the conversation, from 1, which is its id. */
export const convertToMessage = (
  file: TicketFacts,
  section: Section,
  number: number,
  directory: Directory,
  linkTo: LinkTo,
): Message => {
  const author =
    section.name === null ? undefined : directory.agents.find(({ name }) => name === section.name)
  const isCustomer = section.from === 'customer'
  return {
    id: String(number),
    ticketId: file.id,
    from: section.from,
    authorId: isCustomer ? requesterIdOf(file.head.requester) : (author?.id ?? null),
    authorName: section.name ?? (isCustomer ? file.head.requester.name : null),
    private: section.private,
    html: escapeHtml(section.text),
    text: section.text,
    attachments: section.files.map(({ name, path, contentType, bytes }) => ({
      id: path,
      name,
      contentType,
      bytes,
      url: linkTo(path),
    })),
    createdAt: section.at ?? new Date(file.updatedAt).toISOString(),
  }
}
