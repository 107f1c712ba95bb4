import type { TicketPage, TicketQuery } from '../../helpdesk/ticket-desk.ts'
import type { ReadOutcome, ReadPlace, Tickets } from '../../tickets/tickets.ts'

const pageSize = 100

/**
 * The first `limit` tickets that fit, page by page. One that changes its place in between comes once. `next` leads on where this
 * ends. A refusal of any page is the answer.
 */
export const collectTickets = async (
  tickets: Pick<Tickets, 'find'>,
  query: Omit<TicketQuery, 'limit'>,
  options: { limit: number; at: ReadPlace; onPage: (count: number, total: number | null) => void },
): Promise<ReadOutcome<TicketPage>> => {
  const found = new Map<string, TicketPage['tickets'][number]>()
  let cursor = query.cursor
  let isComplete = true
  for (;;) {
    const outcome = await tickets.find(
      {
        ...query,
        limit: Math.min(pageSize, options.limit - found.size),
        ...(cursor === undefined ? {} : { cursor }),
      },
      options.at,
    )
    if (!outcome.ok) return outcome
    const page = outcome.value
    for (const ticket of page.tickets) if (!found.has(ticket.id)) found.set(ticket.id, ticket)
    isComplete &&= page.complete
    options.onPage(found.size, page.total)
    if (page.next === null || found.size >= options.limit)
      return {
        ok: true,
        value: { tickets: [...found.values()], next: page.next, total: page.total, complete: isComplete },
      }
    cursor = page.next
  }
}
