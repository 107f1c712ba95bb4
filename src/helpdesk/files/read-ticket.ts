import * as z from 'zod'
import type { Message, Ticket } from '../../../schemas/ticket.ts'
import { encodeCursor, parseCursor } from '../cursor.ts'
import type { CallOptions, MarkedTicket, Read } from '../helpdesk.ts'
import { refuseCursor } from '../refuse.ts'
import type { MessagePage } from '../ticket-desk.ts'
import { convertToMessage, convertToTicket } from './convert-from-file.ts'
import type { FilesAccount } from './files-account.ts'
import { brokenFile, openTicket } from './open-ticket.ts'
import { parseConversation } from './parse-conversation.ts'
import { parseTicketFile } from './parse-ticket-file.ts'
import type { TicketFile } from './ticket-file.ts'

const cursorSchema = z.strictObject({ ticket: z.string(), from: z.int().min(0) })

/** Opens one ticket for `act`; null: there is none. */
export const readOne = <T>(
  { disk, door }: FilesAccount,
  operation: string,
  ticketId: string,
  options: CallOptions,
  act: (file: TicketFile) => T,
): Promise<Read<T | null>> =>
  door.read(operation, options, async () => {
    const opened = await openTicket(disk, ticketId)
    if (opened === null) return { ok: true, value: null }
    if (!opened.parsed.ok) return { ok: false, failure: brokenFile(ticketId, opened.parsed.why) }
    return { ok: true, value: act(opened.parsed.file) }
  })

export const getTicket = (
  account: FilesAccount,
  ticketId: string,
  options: CallOptions,
): Promise<Read<Ticket | null>> =>
  readOne(account, 'getTicket', ticketId, options, (file) =>
    convertToTicket(file, account.directory, account.linkTo),
  )

const messagesOf = ({ directory, linkTo }: FilesAccount, file: TicketFile): Message[] =>
  parseConversation(file.body).map((section, at) =>
    convertToMessage(file, section, at + 1, directory, linkTo),
  )

export const listConversation = async (
  account: FilesAccount,
  ticketId: string,
  page: { limit: number; cursor?: string },
  options: CallOptions,
): Promise<Read<MessagePage | null>> => {
  const start = { ticket: ticketId, from: 0 }
  const at = page.cursor === undefined ? start : parseCursor(cursorSchema, page.cursor)
  if (at === null || at.ticket !== ticketId) return { ok: false, failure: refuseCursor() }
  return readOne(account, 'listConversation', ticketId, options, (file) => {
    const messages = messagesOf(account, file)
    const end = at.from + page.limit
    const next = end < messages.length ? encodeCursor({ ticket: ticketId, from: end }) : null
    return { messages: messages.slice(at.from, end), next }
  })
}

export const latestCustomerMessage = (
  account: FilesAccount,
  ticketId: string,
  options: CallOptions,
): Promise<Read<{ message: Message | null } | null>> =>
  readOne(account, 'latestCustomerMessage', ticketId, options, (file) => {
    const said = messagesOf(account, file).findLast(
      ({ from, private: hidden }) => from === 'customer' && !hidden,
    )
    return { message: said ?? null }
  })

/** Also in a file that cannot be read as a ticket: what was said is there all the same. */
export const hasMarkedMessage = (
  { disk, door }: FilesAccount,
  ticketId: string,
  marker: string,
  options: CallOptions,
): Promise<Read<{ found: boolean } | null>> =>
  door.read('hasMarkedMessage', options, async () => {
    const opened = await openTicket(disk, ticketId)
    return { ok: true, value: opened?.text == null ? null : { found: opened.text.includes(marker) } }
  })

/** Whoever asked and whenever: a marker is one hand-off's alone. A broken file is a ticket of which only the number is known. */
export const findByMarker = (
  { disk, door, markers, directory, linkTo }: FilesAccount,
  marker: string,
  options: CallOptions,
): Promise<Read<MarkedTicket[]>> =>
  door.read('findByMarker', options, async () => {
    const found: MarkedTicket[] = []
    for (const id of await markers.find(marker)) {
      const opened = await openTicket(disk, id)
      if (opened?.text == null) continue
      const parsed = opened.parsed.ok
        ? opened.parsed
        : parseTicketFile(id, '---\n---\n', opened.stamp.changedAt)
      if (parsed.ok) found.push({ ticket: convertToTicket(parsed.file, directory, linkTo) })
    }
    return { ok: true, value: found }
  })
