import { sql } from 'kysely'
import type { FeedPage, TriageStore } from '../triage-store.ts'
import { dropHint, hintsOf } from './hints.ts'
import { piecesOf } from './pieces.ts'
import { mergeVersions, seenRow } from './seen-row.ts'
import type { StoreContext, StoreTransaction } from './store-context.ts'

/**
 * Moves the cursor if it still stands where the page was asked for. The row stays locked until the transaction ends, so that of
 * two who read the same page the second one waits, and then sees that the cursor has gone.
 */
const moveCursor = async (transaction: StoreTransaction, page: FeedPage): Promise<boolean> => {
  const { helpdesk, expected, next, changedUntil, atEnd, now } = page
  const moved = { cursor: next, polled_at: now, ...(atEnd ? { caught_up_at: now } : {}) }
  if (expected === null) {
    const begun = { ...moved, begun_at: page.begunAt, changed_until: changedUntil }
    const rows = await transaction
      .insertInto('triage_feeds')
      .values({ helpdesk, ...begun })
      .onConflict((conflict) =>
        conflict.column('helpdesk').doUpdateSet(begun).where('triage_feeds.cursor', 'is', null),
      )
      .returning('helpdesk')
      .execute()
    return rows.length > 0
  }
  const { numUpdatedRows } = await transaction
    .updateTable('triage_feeds')
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

/** Stores what is new, and what is as new as what is known; resolves with how many changes had not been read before. */
const storeTickets = async (transaction: StoreTransaction, page: FeedPage): Promise<number> => {
  const { helpdesk, now } = page
  let fresh = 0
  for (const piece of piecesOf(mergeVersions(page.tickets))) {
    const ids = piece.map(({ ticketId }) => ticketId)
    const known = await transaction
      .selectFrom('triage_tickets')
      .select(['ticket_id', 'changed_at'])
      .where('helpdesk', '=', helpdesk)
      .where('ticket_id', 'in', ids)
      .execute()
    const knownAt = new Map(known.map((row) => [row.ticket_id, row.changed_at]))
    fresh += piece.filter(({ ticketId, changedAt }) => changedAt > (knownAt.get(ticketId) ?? -1)).length
    await transaction
      .insertInto('triage_tickets')
      .values(piece.map((ticket) => seenRow(helpdesk, ticket, now)))
      .onConflict((conflict) =>
        conflict
          .columns(['helpdesk', 'ticket_id'])
          .doUpdateSet((row) => ({
            changed_at: row.ref('excluded.changed_at'),
            seen_at: row.ref('excluded.seen_at'),
            left_with: row.ref('excluded.left_with'),
            outcome: row.ref('excluded.outcome'),
            ended_at: row.ref('excluded.ended_at'),
          }))
          // The same version again may say more, as of a group whose name could not be read before.
          .where((row) => row('excluded.changed_at', '>=', row.ref('triage_tickets.changed_at'))),
      )
      .execute()
  }
  return fresh
}

/** Hints that this page has made superfluous. */
const dropRead = async (transaction: StoreTransaction, { helpdesk, tickets }: FeedPage): Promise<void> => {
  const changedAt = new Map<string, number>()
  for (const ticket of tickets) {
    changedAt.set(ticket.ticketId, Math.max(ticket.changedAt, changedAt.get(ticket.ticketId) ?? 0))
  }
  for (const ids of piecesOf([...changedAt.keys()])) {
    for (const { ticketId, toldAt } of await hintsOf(transaction, helpdesk, ids)) {
      const at = changedAt.get(ticketId)
      if (at !== undefined && at >= toldAt) await dropHint(transaction, helpdesk, { ticketId, toldAt: at })
    }
  }
}

/** See `TriageStore.commitPage`. `Feed.read` counts changes, not tickets that an overlap brings again. */
export const createCommitPage =
  ({ database, guard }: StoreContext): TriageStore['commitPage'] =>
  (page) =>
    guard(() =>
      database.write(async (transaction) => {
        if (!(await moveCursor(transaction, page))) return false
        const fresh = await storeTickets(transaction, page)
        await dropRead(transaction, page)
        const { told, missed } = page
        if (fresh > 0 || told > 0 || missed > 0)
          await transaction
            .updateTable('triage_feeds')
            .set({
              read: sql<number>`${sql.ref('read')} + ${fresh}`,
              told: sql<number>`${sql.ref('told')} + ${told}`,
              missed: sql<number>`${sql.ref('missed')} + ${missed}`,
            })
            .where('helpdesk', '=', page.helpdesk)
            .execute()
        return true
      }),
    )
