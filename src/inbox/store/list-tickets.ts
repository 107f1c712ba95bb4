import { sql } from 'kysely'
import { foldQuery } from '../fold-words.ts'
import type { Inbox } from '../inbox.ts'
import { parseCursor, writeCursor } from './list-cursor.ts'
import type { StoreContext } from './store-context.ts'
import { readRow } from './ticket-row.ts'

const maxLimit = 100

/** Pages through the tickets; see `Inbox.list`. A ticket that changes meanwhile goes to the front. */
export const createListTickets =
  ({ database, guard, isPostgres }: StoreContext): Inbox['list'] =>
  (query) =>
    guard(async () => {
      const place = query.cursor === undefined ? undefined : parseCursor(query.cursor)
      if (place === null) return { tickets: [], next: null }
      const limit = Math.min(Math.max(1, Math.floor(query.limit)), maxLimit)
      let page = database.kysely.selectFrom('inbox_tickets').selectAll()
      if (query.helpdesk !== undefined) page = page.where('helpdesk', '=', query.helpdesk)
      if (query.status !== undefined) page = page.where('status', 'in', query.status)
      if (query.group !== undefined) page = page.where('group_id', '=', query.group)
      if (query.agent === 'none') page = page.where('agent_id', 'is', null)
      else if (query.agent !== undefined) page = page.where('agent_id', '=', query.agent)
      if (query.category !== undefined) page = page.where('category', '=', query.category)
      if (query.needsReply !== undefined) page = page.where('needs_reply', '=', query.needsReply ? 1 : 0)
      for (const word of foldQuery(query.text ?? ''))
        page = page.where(
          isPostgres
            ? sql<boolean>`strpos(${sql.ref('folded')}, ${word}) > 0`
            : sql<boolean>`instr(${sql.ref('folded')}, ${word}) > 0`,
        )
      if (place !== undefined)
        page = page.where(
          sql<boolean>`(updated_at, helpdesk, ticket_id) < (${place.updatedAt}, ${place.helpdesk}, ${place.ticketId})`,
        )
      const rows = await page
        .orderBy('updated_at', 'desc')
        .orderBy('helpdesk', 'desc')
        .orderBy('ticket_id', 'desc')
        .limit(limit + 1)
        .execute()
      const tickets = rows.slice(0, limit).map(readRow)
      const last = tickets.at(-1)
      return { tickets, next: rows.length > limit && last !== undefined ? writeCursor(last) : null }
    })
