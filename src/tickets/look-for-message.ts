import type { Message } from '../../schemas/ticket.ts'
import type { CallOptions, Failure, Helpdesk, Read } from '../helpdesk/helpdesk.ts'
import type { Clock } from '../ops/clock.ts'
import type { Look } from './decide-after-look.ts'
import { findOwnMessages, type OwnMessage } from './find-own-message.ts'
import type { Held, WriteRows } from './write-rows.ts'

/** 5,000 messages. In a longer conversation nobody can say what is not there. */
const mostPages = 50
const tooLong: Failure = {
  kind: 'too-large',
  message: 'The conversation is too long to look whether it was done.',
}

/** Asked on, it would cost of the rate limit that all share, and never end. */
const inCircles: Failure = {
  kind: 'unavailable',
  message: 'The help desk gives the same page of the conversation again and again.',
  status: null,
  code: null,
}

interface Conversation {
  messages: Message[]
  /** How far the help desk's clock is ahead of ours (ms). */
  aheadMs: number
}

/** The whole conversation. A ticket that is gone has none. */
const readAll = async (
  { helpdesk, ticketId, clock }: { helpdesk: Helpdesk; ticketId: string; clock: Pick<Clock, 'now'> },
  options: CallOptions,
): Promise<Read<Conversation>> => {
  const messages: Message[] = []
  const known = new Set<string>()
  let aheadMs = 0
  let cursor: string | undefined
  for (let pages = 1; pages <= mostPages; pages++) {
    const at = { limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const read = await helpdesk.listConversation(ticketId, at, options)
    if (!read.ok) return read
    if (read.value === null) return { ok: true, value: { messages, aheadMs } }
    const { answeredAt } = read.value
    if (answeredAt != null) aheadMs = answeredAt - clock.now()
    const page = read.value.messages
    if (page.length > 0 && page.every(({ id }) => known.has(id))) return { ok: false, failure: inCircles }
    for (const { id } of page) known.add(id)
    messages.push(...page)
    if (read.value.next === null) return { ok: true, value: { messages, aheadMs } }
    cursor = read.value.next
  }
  return { ok: false, failure: tooLong }
}

/**
 * Looks whether our message is in the conversation, and takes it for this write when no other has it. Never by search, whose index
 * lags. When it can have been written is told by the help desk's clock: ours may be wrong by more than is allowed for. Throws
 * `TicketsUnavailable`.
 */
export const lookForMessage = async (
  what: { helpdesk: Helpdesk; rows: WriteRows; held: Held; own: OwnMessage; clock: Pick<Clock, 'now'> },
  options: CallOptions,
): Promise<{ look: Look; messages: readonly Message[] }> => {
  const { helpdesk, rows, held, own, clock } = what
  const read = await readAll({ helpdesk, ticketId: held.ticketId, clock }, options)
  if (!read.ok) return { look: { kind: 'unreadable', failure: read.failure }, messages: [] }
  const messages = findOwnMessages(read.value.messages, own, held.begunAt + read.value.aheadMs)
  if (messages.length === 0) return { look: { kind: 'absent' }, messages }
  const ids = messages.map(({ id }) => id)
  return { look: await rows.takeMessage(held, ids), messages }
}
