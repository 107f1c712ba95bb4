import type { Message, Ticket } from '../../../../schemas/ticket.ts'
import { createRoundGuard } from '../../../helpdesk/follow/create-round-guard.ts'
import type { Failure, Read } from '../../../helpdesk/outcome.ts'
import type { KnowledgeRow } from '../store/knowledge-store.ts'
import { composeTicketRow } from './compose-ticket-row.ts'
import { lane, type ReadDesk, type ReadTools } from './read-tools.ts'

/** How far back the first reading begins: what helped longer ago may help no more, and each ticket costs a call. */
const firstMs = 30 * 86_400_000
const mostMessagePages = 3
/** A reading that is cut short has lost so many at most. */
const keptAtOnce = 10

/**
 * Reads what has changed since the last time, and of what is resolved what was asked and what solved it; what was opened again or
 * deleted goes. Ends at the end of the list or when `until` (ms) has come, and goes on there the next time. Throws `AssistUnavailable`.
 */
export const readTickets = async (
  desk: ReadDesk,
  { limit, until }: { limit: number; until: number },
  tools: ReadTools,
): Promise<void> => {
  const { store, clock, signal, pace } = tools
  const name = `tickets:${desk.name}`
  const most = { helpdesk: desk.name, count: limit }
  const goesOn = createRoundGuard()
  let cursor = (await store.feed(name))?.cursor ?? null
  const note = (failure: Failure, at: string | null) =>
    store.commit({
      ...{ name, cursor: at, readAt: clock.now(), keep: [] },
      problem: `${desk.name}: resolved tickets cannot be read. ${failure.message}`,
    })

  while (!signal.aborted && clock.now() < until) {
    await pace()
    const from = cursor === null ? { since: clock.now() - firstMs } : { cursor }
    const page = await desk.listChangedSince(from, { lane, signal })
    if (signal.aborted) return
    if (!page.ok) {
      // A cursor that is refused is forgotten, and the reading begins anew: what is kept already costs no call.
      await note(page.failure, page.failure.kind === 'invalid' ? null : cursor)
      return
    }
    const tickets = [...new Map(page.value.tickets.map((ticket) => [ticket.id, ticket])).values()]
    const failure = await takeTickets(desk, tickets, { name, cursor, most }, tools)
    if (signal.aborted) return
    if (failure !== null) {
      await note(failure, cursor)
      return
    }
    const isCircle = !page.value.atEnd && !goesOn(page.value.next, tickets.length)
    cursor = page.value.next
    await store.commit({ name, cursor, readAt: clock.now(), problem: null, keep: [], most })
    if (page.value.atEnd || isCircle) return
  }
}

/** Reads those of a page that teach something, and keeps them as it goes. Null: all were looked at, or it was aborted. */
const takeTickets = async (
  desk: ReadDesk,
  tickets: readonly Ticket[],
  feed: { name: string; cursor: string | null; most: { helpdesk: string; count: number } },
  tools: ReadTools,
): Promise<Failure | null> => {
  const { store, clock, signal, pace } = tools
  const idOf = (ticket: Ticket): string => `ticket:${desk.name}:${ticket.id}`
  const known = new Map((await store.read(tickets.map(idOf))).map((row) => [row.id, row.changed_at]))
  let keep: KnowledgeRow[] = []
  let remove: string[] = []
  const commit = async (): Promise<void> => {
    if (keep.length + remove.length === 0) return
    const { name, cursor, most } = feed
    await store.commit({ name, cursor, readAt: clock.now(), problem: null, keep, remove, most })
    keep = []
    remove = []
  }
  for (const ticket of tickets) {
    if (ticket.deleted || !isResolved(ticket)) {
      if (known.has(idOf(ticket))) remove.push(idOf(ticket))
      continue
    }
    if ((known.get(idOf(ticket)) ?? -1) >= Date.parse(ticket.updatedAt)) continue
    await pace()
    if (signal.aborted) break
    const read = await readMessages(desk, ticket.id, tools)
    if (!read.ok) {
      await commit()
      return signal.aborted ? null : read.failure
    }
    const row = composeTicketRow(desk.name, ticket, read.value, tools)
    if (row !== null) keep.push(row)
    else if (known.has(idOf(ticket))) remove.push(idOf(ticket))
    if (keep.length >= keptAtOnce) await commit()
  }
  await commit()
  return null
}

const isResolved = ({ status }: Ticket): boolean => status === 'solved' || status === 'closed'

const readMessages = async (
  desk: ReadDesk,
  ticketId: string,
  { signal, pace }: ReadTools,
): Promise<Read<Message[]>> => {
  const messages: Message[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < mostMessagePages; pages += 1) {
    if (pages > 0) await pace()
    const page: { limit: number; cursor?: string } = { limit: 100, ...(cursor === null ? {} : { cursor }) }
    const read = await desk.listConversation(ticketId, page, { lane, signal })
    if (!read.ok) return read
    // It is gone.
    if (read.value === null) break
    messages.push(...read.value.messages)
    cursor = read.value.next
    if (cursor === null) break
  }
  return { ok: true, value: messages }
}
