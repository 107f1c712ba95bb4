import type { TriageStore, TriageTicket } from '../triage-store.ts'
import { piecesOf } from './pieces.ts'
import type { StoreContext } from './store-context.ts'

const mostKnown = 1_000
/** What took effect, or may have. */
const written = ['done', 'undoing', 'undone', 'sending', 'unknown']

/** The questions about single tickets; see `TriageStore`. */
export const createTickets = ({
  database,
  guard,
  readTicket,
}: StoreContext): Pick<TriageStore, 'known' | 'find' | 'due' | 'writtenIn'> => ({
  known: (helpdesk, ids) =>
    guard(async () => {
      if (ids.length > mostKnown) throw new RangeError(`At most ${mostKnown} tickets at a time.`)
      const tickets = new Map<string, TriageTicket>()
      for (const piece of piecesOf(ids)) {
        const rows = await database.kysely
          .selectFrom('triage_tickets')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', 'in', piece)
          .execute()
        for (const row of rows) tickets.set(row.ticket_id, readTicket(row))
      }
      return tickets
    }),

  find: (helpdesk, ticketId) =>
    guard(async () => {
      const row = await database.kysely
        .selectFrom('triage_tickets')
        .selectAll()
        .where('helpdesk', '=', helpdesk)
        .where('ticket_id', '=', ticketId)
        .executeTakeFirst()
      return row === undefined ? null : readTicket(row)
    }),

  due: ({ helpdesk, now, limit }) =>
    guard(async () => {
      const rows = await database.kysely
        .selectFrom('triage_tickets')
        .selectAll()
        .where('helpdesk', '=', helpdesk)
        .where('due_at', 'is not', null)
        .where('due_at', '<=', Math.floor(now))
        .orderBy('due_at')
        .orderBy('ticket_id')
        .limit(limit)
        .execute()
      return rows.map(readTicket)
    }),

  writtenIn: ({ run, after, limit }) =>
    guard(async () => {
      let query = database.kysely
        .selectFrom('triage_tickets')
        .selectAll()
        .where('run', '=', run)
        .where('state', 'in', written)
      if (after !== null) query = query.where('ticket_id', '>', after)
      const rows = await query.orderBy('ticket_id').limit(limit).execute()
      return rows.map(readTicket)
    }),
})
