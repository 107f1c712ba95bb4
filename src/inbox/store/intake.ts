import { sql } from 'kysely'
import { piecesOf } from '../../database/pieces-of.ts'
import { foldWords } from '../fold-words.ts'
import type { InboxIntake, InboxPage } from '../inbox-intake.ts'
import type { StoreContext, StoreTransaction } from './store-context.ts'
import { storeTickets } from './store-tickets.ts'

const grown = sql<number>`${sql.ref('inbox_feeds.version')} + 1`
const sizes = [100, 10, 1]
/** Of one requester, at once. */
const mostOfRequester = 500

/**
 * Moves the cursor if it still stands where the page was asked for. The row stays locked until the transaction ends: of two who read
 * the same page the second one waits, and then sees that the cursor has gone.
 */
const moveCursor = async (transaction: StoreTransaction, page: InboxPage): Promise<boolean> => {
  const { helpdesk, expected, next, begunAt, changedUntil, atEnd, now } = page
  const moved = { cursor: next, polled_at: now, ...(atEnd ? { caught_up_at: now } : {}) }
  if (expected === null) {
    const begun = { ...moved, begun_at: begunAt, changed_until: changedUntil }
    const rows = await transaction
      .insertInto('inbox_feeds')
      .values({ helpdesk, ...begun })
      .onConflict((conflict) =>
        conflict.column('helpdesk').doUpdateSet(begun).where('inbox_feeds.cursor', 'is', null),
      )
      .returning('helpdesk')
      .execute()
    return rows.length > 0
  }
  const { numUpdatedRows } = await transaction
    .updateTable('inbox_feeds')
    .set(moved)
    .set((feed) => ({
      changed_until: feed
        .case()
        .when('changed_until', '<', changedUntil)
        .then(changedUntil)
        .else(feed.ref('changed_until'))
        .end(),
    }))
    .where('helpdesk', '=', helpdesk)
    .where('cursor', '=', expected)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Others see by it that there is something new. */
export const growVersion = (transaction: StoreTransaction, helpdesk: string): Promise<unknown> =>
  transaction
    .insertInto('inbox_feeds')
    .values({ helpdesk, polled_at: 0, version: 1 })
    .onConflict((conflict) => conflict.column('helpdesk').doUpdateSet({ version: grown }))
    .execute()

/** See `InboxIntake`. */
export const createIntake = (context: StoreContext): InboxIntake => {
  const { database, guard, changed } = context
  return {
    place: (helpdesk) =>
      guard(async () => {
        const row = await database.kysely
          .selectFrom('inbox_feeds')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .executeTakeFirst()
        if (row === undefined) return null
        const { cursor, begun_at: begunAt, changed_until: changedUntil, caught_up_at: caughtUpAt } = row
        return { cursor, begunAt, changedUntil, caughtUpAt }
      }),

    commitPage: (page) =>
      guard(async () => {
        const isOurs = await database.write(async (transaction) => {
          if (!(await moveCursor(transaction, page))) return false
          await storeTickets(transaction, context, page)
          if (page.tickets.length > 0) await growVersion(transaction, page.helpdesk)
          return true
        })
        if (isOurs && page.tickets.length > 0) changed()
        return isOurs
      }),

    take: ({ helpdesk, tickets, atEnd, now }) =>
      guard(async () => {
        await database.write(async (transaction) => {
          await storeTickets(transaction, context, { helpdesk, tickets, now })
          const feed = transaction.updateTable('inbox_feeds').where('helpdesk', '=', helpdesk)
          await feed.set({ polled_at: now }).execute()
          // Whoever has not read back to the beginning yet is not at the end by this.
          if (atEnd) await feed.set({ caught_up_at: now }).where('caught_up_at', '>', 0).execute()
          if (tickets.length > 0) await growVersion(transaction, helpdesk)
        })
        if (tickets.length > 0) changed()
      }),

    known: (helpdesk, ticketIds) =>
      guard(async () => {
        const known = new Set<string>()
        for (const ids of piecesOf(ticketIds, sizes)) {
          const rows = await database.kysely
            .selectFrom('inbox_tickets')
            .select('ticket_id')
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', 'in', ids)
            .execute()
          for (const row of rows) known.add(row.ticket_id)
        }
        return known
      }),

    setProblem: (helpdesk, problem) =>
      guard(async () => {
        await database.write((transaction) =>
          transaction
            .insertInto('inbox_feeds')
            .values({ helpdesk, polled_at: 0, problem })
            .onConflict((conflict) => conflict.column('helpdesk').doUpdateSet({ problem }))
            .execute(),
        )
      }),

    unnamed: (helpdesk, limit) =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom((tickets) =>
            tickets
              .selectFrom('inbox_tickets')
              .select(['helpdesk', 'requester_id', 'requester_name', 'updated_at'])
              .orderBy('updated_at', 'desc')
              .orderBy('helpdesk', 'desc')
              .orderBy('ticket_id', 'desc')
              // What nobody has paged to in a while needs no name.
              .limit(limit * 10)
              .as('newest'),
          )
          .select('requester_id')
          .where('helpdesk', '=', helpdesk)
          .where('requester_name', 'is', null)
          .where('requester_id', 'is not', null)
          .groupBy('requester_id')
          .orderBy((newest) => newest.fn.max('updated_at'), 'desc')
          .limit(limit)
          .execute()
        return rows.flatMap(({ requester_id: id }) => id ?? [])
      }),

    nameRequester: (helpdesk, requesterId, given) =>
      guard(async () => {
        const name = given.slice(0, 200).toWellFormed().replaceAll('\0', '')
        await database.write(async (transaction) => {
          const rows = await transaction
            .selectFrom('inbox_tickets')
            .select(['ticket_id', 'subject'])
            .where('helpdesk', '=', helpdesk)
            .where('requester_id', '=', requesterId)
            .where((row) => row.or([row('requester_name', 'is', null), row('requester_name', '!=', name)]))
            .orderBy('updated_at', 'desc')
            .limit(mostOfRequester)
            .execute()
          for (const { ticket_id: id, subject } of rows)
            await transaction
              .updateTable('inbox_tickets')
              .set({ requester_name: name, folded: foldWords(subject, name, id) })
              .where('helpdesk', '=', helpdesk)
              .where('ticket_id', '=', id)
              .execute()
          if (rows.length > 0) await growVersion(transaction, helpdesk)
        })
        changed()
      }),
  }
}
