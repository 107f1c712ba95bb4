import type { Message } from '../../../schemas/ticket.ts'
import type { ReadOutcome } from '../../tickets/tickets.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import type { TicketPlace } from './read-place.ts'

const atOnce = 100
/** Help desks tell conversations from the beginning; so many pages are read on the way to the newest message. */
const mostPages = 3

/** Messages in the order in which they were said, and where the rest is; null: these are all. */
export interface Thread {
  messages: Message[]
  next: string | null
}

/** What was said, from the beginning or from `cursor`. */
export const readThread = async (
  { helpdesk, ticketId }: TicketPlace,
  cursor: string | null,
  { tickets }: Pick<DeskDependencies, 'tickets'>,
  visit: Pick<Visitor, 'signal' | 'requestId'>,
): Promise<ReadOutcome<Thread>> => {
  const at = { helpdesk, signal: visit.signal, reference: visit.requestId }
  const messages: Message[] = []
  let next = cursor
  for (let page = 0; page < mostPages; page += 1) {
    const read = await tickets.conversation(
      ticketId,
      { limit: atOnce, ...(next === null ? {} : { cursor: next }) },
      at,
    )
    if (!read.ok) return messages.length === 0 ? read : { ok: true, value: { messages, next } }
    messages.push(...read.value.messages)
    next = read.value.next
    if (next === null) break
  }
  return { ok: true, value: { messages, next } }
}

/** Who had the last word in public; null: it cannot be told, as there is more, or nobody spoke. */
export const lastWord = ({ messages, next }: Thread): 'customer' | 'agent' | null => {
  if (next !== null) return null
  const last = messages.findLast(({ private: isPrivate, from }) => !isPrivate && from !== 'system')
  return last === undefined || last.from === 'system' ? null : last.from
}
