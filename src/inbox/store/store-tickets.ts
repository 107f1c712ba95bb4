import { piecesOf } from '../../database/pieces-of.ts'
import { readTimes } from '../../helpdesk/follow/read-times.ts'
import type { ReadTicket } from '../inbox-intake.ts'
import type { StoreContext, StoreTransaction } from './store-context.ts'
import { composeRow, type KnownBefore } from './ticket-row.ts'

const sizes = [100, 10, 1]

/** Each once, in its newest version, by id so that two writers wait for each other and never in a circle. */
const newestOf = (tickets: readonly ReadTicket[], now: number): ReadTicket[] => {
  const newest = new Map<string, ReadTicket>()
  for (const each of tickets) {
    const other = newest.get(each.ticket.id)
    if (
      other === undefined ||
      readTimes(each.ticket, now).changedAt >= readTimes(other.ticket, now).changedAt
    )
      newest.set(each.ticket.id, each)
  }
  return [...newest.values()].sort((one, other) => (one.ticket.id < other.ticket.id ? -1 : 1))
}

const readKnown = async (
  transaction: StoreTransaction,
  { database }: Pick<StoreContext, 'database'>,
  helpdesk: string,
  ids: string[],
): Promise<Map<string, KnownBefore>> => {
  const rows = await database.locking
    .forUpdate(
      transaction
        .selectFrom('inbox_tickets')
        .select(['ticket_id', 'answered_at', 'category', 'confidence', 'requester_name'])
        .where('helpdesk', '=', helpdesk)
        .where('ticket_id', 'in', ids)
        .orderBy('ticket_id'),
    )
    .execute()
  return new Map(
    rows.map((row) => [
      row.ticket_id,
      {
        answeredAt: row.answered_at,
        category: row.category,
        confidence: row.confidence,
        requesterName: row.requester_name,
      },
    ]),
  )
}

/** Names that other tickets of these requesters have. */
const readNames = async (
  transaction: StoreTransaction,
  helpdesk: string,
  requesterIds: string[],
): Promise<Map<string, string>> => {
  if (requesterIds.length === 0) return new Map()
  const rows = await transaction
    .selectFrom('inbox_tickets')
    .select(['requester_id', 'requester_name'])
    .distinct()
    .where('helpdesk', '=', helpdesk)
    .where('requester_id', 'in', requesterIds)
    .where('requester_name', 'is not', null)
    .execute()
  return new Map(
    rows.flatMap(({ requester_id: id, requester_name: name }): [string, string][] =>
      id === null || name === null ? [] : [[id, name]],
    ),
  )
}

/** Stores what is new, and what is as new as what is known; what was deleted is forgotten. */
export const storeTickets = async (
  transaction: StoreTransaction,
  context: Pick<StoreContext, 'database'>,
  {
    helpdesk,
    tickets,
    now,
    names = new Map(),
  }: {
    helpdesk: string
    tickets: readonly ReadTicket[]
    now: number
    /** Of requesters, by their ids, before what is known. */
    names?: ReadonlyMap<string, string>
  },
): Promise<void> => {
  const newest = newestOf(tickets, now)
  const gone = newest.filter(({ ticket }) => ticket.deleted).map(({ ticket }) => ticket.id)
  for (const ids of piecesOf(gone, sizes))
    await transaction
      .deleteFrom('inbox_tickets')
      .where('helpdesk', '=', helpdesk)
      .where('ticket_id', 'in', ids)
      .execute()
  const kept = newest.filter(({ ticket }) => !ticket.deleted)
  for (const piece of piecesOf(kept, sizes)) {
    const ids = piece.map(({ ticket }) => ticket.id)
    const known = await readKnown(transaction, context, helpdesk, ids)
    const requesters = [...new Set(piece.flatMap(({ ticket }) => ticket.requesterId ?? []))]
    const named = await readNames(transaction, helpdesk, requesters)
    const nameOf = (id: string | null): string | null =>
      id === null ? null : (names.get(id) ?? named.get(id) ?? null)
    await transaction
      .insertInto('inbox_tickets')
      .values(
        piece.map((each) =>
          composeRow(helpdesk, each, known.get(each.ticket.id) ?? null, nameOf(each.ticket.requesterId), now),
        ),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['helpdesk', 'ticket_id'])
          .doUpdateSet((row) => ({
            url: row.ref('excluded.url'),
            subject: row.ref('excluded.subject'),
            status: row.ref('excluded.status'),
            status_label: row.ref('excluded.status_label'),
            priority: row.ref('excluded.priority'),
            type: row.ref('excluded.type'),
            group_id: row.ref('excluded.group_id'),
            agent_id: row.ref('excluded.agent_id'),
            requester_id: row.ref('excluded.requester_id'),
            requester_name: row.ref('excluded.requester_name'),
            tags: row.ref('excluded.tags'),
            category: row.ref('excluded.category'),
            confidence: row.ref('excluded.confidence'),
            needs_reply: row.ref('excluded.needs_reply'),
            answered_at: row.ref('excluded.answered_at'),
            folded: row.ref('excluded.folded'),
            created_at: row.ref('excluded.created_at'),
            updated_at: row.ref('excluded.updated_at'),
          }))
          // The same version again may say more, as who spoke last.
          .where((row) => row('excluded.updated_at', '>=', row.ref('inbox_tickets.updated_at'))),
      )
      .execute()
  }
}
