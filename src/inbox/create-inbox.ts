import { isDeepStrictEqual } from 'node:util'
import { PostgresAdapter } from 'kysely'
import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Clock } from '../ops/clock.ts'
import { createVersionWatch } from './create-version-watch.ts'
import type { Inbox } from './inbox.ts'
import type { InboxIntake } from './inbox-intake.ts'
import { InboxUnavailable } from './inbox-unavailable.ts'
import { createCounts } from './store/count-tickets.ts'
import { createIntake, growVersion } from './store/intake.ts'
import { createListTickets } from './store/list-tickets.ts'
import { createPurge } from './store/purge-tickets.ts'
import type { StoreContext } from './store/store-context.ts'
import { storeTickets } from './store/store-tickets.ts'
import { readRow } from './store/ticket-row.ts'

/** The list of tickets in the store that the ledger uses too; see `Inbox`. `limit`: tickets that are kept, by `purge`. */
export const createInbox = ({
  database,
  clock,
  limit,
}: {
  database: Database
  clock: Clock
  limit: number
}): Inbox & InboxIntake => {
  const { kysely } = database
  const guard = guardStore(database, InboxUnavailable)
  const readVersion = () =>
    guard(async () => {
      const rows = await kysely.selectFrom('inbox_feeds').select('version').execute()
      return rows.reduce((sum, { version }) => sum + version, 0)
    })
  const watch = createVersionWatch({ read: database.signals === null ? null : readVersion, clock })
  const context: StoreContext = {
    database,
    guard,
    isPostgres: kysely.getExecutor().adapter instanceof PostgresAdapter,
    changed: watch.changed,
  }
  return {
    ...createIntake(context),
    list: createListTickets(context),
    counts: createCounts(context, clock),
    purge: createPurge(context, limit),
    version: watch.version,
    onChange: watch.onChange,

    find: ({ helpdesk, ticketId }) =>
      guard(async () => {
        const row = await kysely
          .selectFrom('inbox_tickets')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', '=', ticketId)
          .executeTakeFirst()
        return row === undefined ? null : readRow(row)
      }),

    ofRequester: ({ helpdesk, requesterId, except }, most) =>
      guard(async () => {
        const rows = await kysely
          .selectFrom('inbox_tickets')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('requester_id', '=', requesterId)
          .where('ticket_id', '!=', except)
          .orderBy('updated_at', 'desc')
          .limit(most)
          .execute()
        return rows.map(readRow)
      }),

    feeds: () =>
      guard(async () => {
        const rows = await kysely.selectFrom('inbox_feeds').selectAll().orderBy('helpdesk').execute()
        return rows.map((row) => ({
          helpdesk: row.helpdesk,
          polledAt: row.polled_at || null,
          caughtUpAt: row.caught_up_at || null,
          problem: row.problem,
        }))
      }),

    keep: (helpdesk, ticket, { requesterName = null, lastFrom = null, guess }) =>
      guard(async () => {
        const names =
          requesterName === null || ticket.requesterId === null
            ? new Map<string, string>()
            : new Map([[ticket.requesterId, requesterName]])
        const isNew = await database.write(async (transaction) => {
          const read = () =>
            transaction
              .selectFrom('inbox_tickets')
              .selectAll()
              .where('helpdesk', '=', helpdesk)
              .where('ticket_id', '=', ticket.id)
              .executeTakeFirst()
          const before = await read()
          const tickets = [{ ticket, lastFrom, ...(guess === undefined ? {} : { guess }) }]
          await storeTickets(transaction, context, { helpdesk, tickets, now: clock.now(), names })
          // Whoever opens a ticket that is as it was known makes nobody look.
          if (isDeepStrictEqual(before, await read())) return false
          await growVersion(transaction, helpdesk)
          return true
        })
        if (isNew) watch.changed()
      }),
  }
}
