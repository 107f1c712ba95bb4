import type { Message } from '../../../schemas/ticket.ts'
import type { ReadOutcome, ReadPlace, Tickets } from '../../tickets/tickets.ts'

const pageSize = 100

/**
 * The last `count` messages of a ticket, oldest first, and how many there are before them. All are read for it: help desks tell a
 * conversation from its beginning.
 */
export const lastMessages = async (
  tickets: Pick<Tickets, 'conversation'>,
  ticketId: string,
  { count, at }: { count: number; at: ReadPlace },
): Promise<ReadOutcome<{ messages: Message[]; before: number }>> => {
  let messages: Message[] = []
  let seen = 0
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<Tickets['conversation']>> = await tickets.conversation(
      ticketId,
      { limit: pageSize, ...(cursor === null ? {} : { cursor }) },
      at,
    )
    if (!page.ok) return page
    seen += page.value.messages.length
    messages = [...messages, ...page.value.messages].slice(-count)
    cursor = page.value.next
  } while (cursor !== null)
  return { ok: true, value: { messages, before: seen - messages.length } }
}
