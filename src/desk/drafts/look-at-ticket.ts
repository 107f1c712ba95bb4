import type { Message, Ticket } from '../../../schemas/ticket.ts'
import type { OutboxItem } from '../../outbox/outbox.ts'
import type { Tickets } from '../../tickets/tickets.ts'
import type { TicketLook } from './decide-send.ts'
import type { DraftPlace } from './draft-place.ts'

/** What is new on a ticket since it was opened. `said`: newest last, at most a few. */
export interface TicketChange {
  ticket: Ticket | null
  said: Message[]
}

const mostPages = 5
const mostShown = 5
/** Help desks tell times by the second. */
const resolutionMs = 1_000
const betweenClocksMs = 1_000

/** The newest messages, whichever way the help desk lists them; null: it did not answer. */
const readSince = async (
  tickets: Pick<Tickets, 'conversation'>,
  { helpdesk, ticketId }: Pick<DraftPlace, 'helpdesk' | 'ticketId'>,
  since: number,
  signal: AbortSignal,
): Promise<Message[] | null> => {
  const found: Message[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < mostPages; pages++) {
    const page = { limit: 100, ...(cursor === undefined ? {} : { cursor }) }
    const read = await tickets.conversation(ticketId, page, { helpdesk, signal })
    if (!read.ok) return null
    found.push(...read.value.messages.filter(({ createdAt }) => Date.parse(createdAt) > since))
    if (read.value.next === null) break
    cursor = read.value.next
  }
  return found.toSorted((one, other) => Date.parse(one.createdAt) - Date.parse(other.createdAt))
}

/** A page that was opened, and what has become of it. */
export interface TicketOpened {
  /** The ticket's `updatedAt` then. */
  openedAt: string | null
  /** What goes and went out from here. */
  items: readonly Pick<OutboxItem, 'kind' | 'state' | 'messageId' | 'createdAt'>[]
  /** The page has shown those until here (`createdAt`). */
  shown: number
  /** When the page was made, ms; null: not known. */
  readAt: number | null
  signal: AbortSignal
}

/**
 * Looks whether a ticket is still as it was at `openedAt` (its `updatedAt` then; null: it was not known, and counts as unchanged).
 * What went out from here is no change where the page has shown it; what a colleague, or another page, has sent since is one.
 */
export const lookAtTicket = async (
  { tickets }: { tickets: Pick<Tickets, 'show' | 'conversation'> },
  place: Pick<DraftPlace, 'helpdesk' | 'ticketId'>,
  { openedAt, items, shown, readAt, signal }: TicketOpened,
): Promise<{ look: TicketLook; change: TicketChange }> => {
  const nothing: TicketChange = { ticket: null, said: [] }
  const read = await tickets.show(place.ticketId, { helpdesk: place.helpdesk, signal })
  if (!read.ok) {
    const { refusal } = read
    const isGone =
      refusal.kind === 'no-helpdesk' ||
      refusal.failure.kind === 'not-found' ||
      refusal.failure.kind === 'gone'
    return { look: { kind: isGone ? 'gone' : 'unseen' }, change: nothing }
  }
  const ticket = read.value
  if (ticket.deleted) return { look: { kind: 'gone' }, change: nothing }
  const { updatedAt } = ticket
  const isShown = ({ createdAt }: { createdAt: number }) => createdAt <= shown
  // Help desks tell changes by the second, and may list a message later: what went out from here is known without them.
  const isAnswered = items.some((item) => item.kind === 'reply' && item.state === 'sent' && !isShown(item))
  // A page that was made within the second of the last change need not have all of that second.
  const isFresh =
    readAt !== null && openedAt !== null && readAt - Date.parse(openedAt) < resolutionMs + betweenClocksMs
  const isSame = openedAt === updatedAt
  if (openedAt === null || (isSame && !isAnswered && !isFresh))
    return { look: { kind: 'seen', updatedAt, others: false }, change: { ticket, said: [] } }
  const said = await readSince(tickets, place, Date.parse(openedAt) - (isFresh ? 1 : 0), signal)
  if (said === null)
    return { look: { kind: 'seen', updatedAt, others: !isSame || isAnswered }, change: { ticket, said: [] } }
  const own = new Set(items.filter(isShown).map(({ messageId }) => messageId))
  const others = said.filter(({ id }) => !own.has(id))
  const isOwnAlone = others.length === 0 && said.length > 0
  return {
    look: { kind: 'seen', updatedAt, others: isAnswered || (isSame ? others.length > 0 : !isOwnAlone) },
    change: { ticket, said: others.slice(-mostShown) },
  }
}
