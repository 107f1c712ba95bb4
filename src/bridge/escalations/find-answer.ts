import type { CallOptions, Helpdesk, Read } from '../../helpdesk/helpdesk.ts'

const perPage = 100
/** A conversation of more than a thousand entries has been answered. */
const mostPages = 10

/**
 * Whether an agent has answered in public at `since` (ms) or later; null: the ticket is gone. The description does not count, which
 * may stand in our own agent's name.
 */
export const findAnswer = async (
  helpdesk: Pick<Helpdesk, 'listConversation'>,
  { ticketId, since }: { ticketId: string; since: number },
  options: CallOptions,
): Promise<Read<boolean | null>> => {
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page++) {
    const read: Awaited<ReturnType<Helpdesk['listConversation']>> = await helpdesk.listConversation(
      ticketId,
      { limit: perPage, ...(cursor === null ? {} : { cursor }) },
      options,
    )
    if (!read.ok) return read
    if (read.value === null) return { ok: true, value: null }
    const said = page === 0 ? read.value.messages.slice(1) : read.value.messages
    const answer = said.some(
      (message) => message.from === 'agent' && !message.private && Date.parse(message.createdAt) >= since,
    )
    if (answer) return { ok: true, value: true }
    cursor = read.value.next
    if (cursor === null) return { ok: true, value: false }
  }
  return { ok: true, value: true }
}
