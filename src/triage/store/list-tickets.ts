import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import type { Tables } from '../../database/tables.ts'
import type { TriageStore } from '../triage-store.ts'
import { type ListPlace, parseCursor, writeCursor } from './list-cursor.ts'
import type { StoreContext } from './store-context.ts'

const maxLimit = 200

// Not a comparison of rows: with descending and ascending parts there is none.
const after =
  ({ seenAt, helpdesk, ticketId }: ListPlace) =>
  (row: ExpressionBuilder<Tables, 'triage_tickets'>): Expression<SqlBool> =>
    row.and([
      row('seen_at', '<=', seenAt),
      row.or([
        row('seen_at', '<', seenAt),
        row('helpdesk', '>', helpdesk),
        row.and([row('helpdesk', '=', helpdesk), row('ticket_id', '>', ticketId)]),
      ]),
    ])

/** Pages through what triage knows; see `TriageStore.list`. A ticket that is seen again meanwhile goes to the front. */
export const createListTickets =
  ({ database, guard, readTicket }: StoreContext): TriageStore['list'] =>
  (query) =>
    guard(async () => {
      const place = query.cursor === undefined ? undefined : parseCursor(query.cursor)
      if (place === null) return { tickets: [], next: null }
      const limit = Math.min(Math.max(1, Math.floor(query.limit)), maxLimit)
      let page = database.kysely.selectFrom('triage_tickets').selectAll()
      if (query.helpdesk !== undefined) page = page.where('helpdesk', '=', query.helpdesk)
      if (query.category !== undefined) page = page.where('category', '=', query.category)
      if (query.state !== undefined) page = page.where('state', '=', query.state)
      if (query.action !== undefined) page = page.where('action', '=', query.action)
      if (query.outcome !== undefined) page = page.where('outcome', '=', query.outcome)
      if (place !== undefined) page = page.where(after(place))
      const rows = await page
        .orderBy('seen_at', 'desc')
        .orderBy('helpdesk')
        .orderBy('ticket_id')
        .limit(limit + 1)
        .execute()
      const tickets = rows.slice(0, limit).map(readTicket)
      const last = tickets.at(-1)
      return { tickets, next: rows.length > limit && last !== undefined ? writeCursor(last) : null }
    })
