import type { Message } from '../../schemas/ticket.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import type { Look } from './decide-after-look.ts'
import { findOwnMessages, type OwnMessage } from './find-own-message.ts'
import type { Held, WriteRows } from './write-rows.ts'

/** 5,000 messages. In a longer conversation nobody can say what is not there. */
const mostPages = 50
const tooLong: Failure = {
  kind: 'too-large',
  message: 'The conversation is too long to look whether it was done.',
}

/** The whole conversation. A ticket that is gone has none. */
const readAll = async (
  helpdesk: Helpdesk,
  ticketId: string,
  options: CallOptions,
): Promise<Read<Message[]>> => {
  const messages: Message[] = []
  let cursor: string | undefined
  for (let page = 1; page <= mostPages; page++) {
    const at = { limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const read = await helpdesk.listConversation(ticketId, at, options)
    if (!read.ok) return read
    if (read.value === null) return { ok: true, value: messages }
    messages.push(...read.value.messages)
    if (read.value.next === null) return { ok: true, value: messages }
    cursor = read.value.next
  }
  return { ok: false, failure: tooLong }
}

/**
 * Looks whether our message is in the conversation, and takes it for this write when no other has it. Never by search, whose index
 * lags. Throws `TicketsUnavailable`.
 */
export const lookForMessage = async (
  { helpdesk, rows, held, own }: { helpdesk: Helpdesk; rows: WriteRows; held: Held; own: OwnMessage },
  options: CallOptions,
): Promise<{ look: Look; messages: readonly Message[] }> => {
  const read = await readAll(helpdesk, held.ticketId, options)
  if (!read.ok) return { look: { kind: 'unreadable', failure: read.failure }, messages: [] }
  const messages = findOwnMessages(read.value, own, held.begunAt)
  if (messages.length === 0) return { look: { kind: 'absent' }, messages }
  const ids = messages.map(({ id }) => id)
  return { look: await rows.takeMessage(held, ids), messages }
}
