import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Tables } from '../database/tables.ts'
import type { AfterSend } from './decide-after-send.ts'
import type { OutboxItem } from './outbox.ts'
import { OutboxUnavailable } from './outbox-unavailable.ts'
import { readItem } from './read-item.ts'

/** An item that is ours to post, until its lease runs out. */
export interface OutboxClaim {
  item: OutboxItem
  owner: string
  fence: number
  leaseUntil: number
  /** An earlier try may be out without our knowing; null: none may. */
  unknownSince: number | null
}

/** The worker's side of the outbox. Everything throws `OutboxUnavailable` when the store does not answer. */
export interface OutboxRows {
  /** Takes due items: of each ticket the oldest that is still open, and none while another of it is being sent. */
  claim(request: { owner: string; now: number; limit: number; leaseMs: number }): Promise<OutboxClaim[]>
  renew(claim: OutboxClaim, until: number): Promise<boolean>
  /** False: it was not ours any more, and nothing was changed. */
  settle(claim: OutboxClaim, after: AfterSend, now: number): Promise<boolean>
  /** When the next is due; null: nothing waits. */
  nextDueAt(): Promise<number | null>
}

type Store = Pick<Transaction<Tables>, 'selectFrom'>

const inTurn = (store: Store) =>
  store.selectFrom('outbox').where((row) =>
    row.or([
      // Whatever its process left is finished first, also when an older one has been asked for again since.
      row('outbox.state', '=', 'sending'),
      row.not(
        row.exists(
          row
            .selectFrom('outbox as other')
            .select('other.id')
            .whereRef('other.helpdesk', '=', 'outbox.helpdesk')
            .whereRef('other.ticket_id', '=', 'outbox.ticket_id')
            .whereRef('other.id', '!=', 'outbox.id')
            // Only what is open has a due time.
            .where('other.due_at', 'is not', null)
            .where((other) =>
              other.or([
                other('other.state', '=', 'sending'),
                other('other.created_at', '<', other.ref('outbox.created_at')),
                other.and([
                  other('other.created_at', '=', other.ref('outbox.created_at')),
                  other('other.id', '<', other.ref('outbox.id')),
                ]),
              ]),
            ),
        ),
      ),
    ]),
  )

export const createOutboxRows = (database: Database): OutboxRows => {
  const guard = guardStore(database, OutboxUnavailable)
  const { locking } = database

  const owned = (transaction: Transaction<Tables>, { item, owner, fence }: OutboxClaim) =>
    transaction
      .updateTable('outbox')
      .where('id', '=', item.id)
      .where('owner', '=', owner)
      .where('fence', '=', fence)
      .where('state', '=', 'sending')

  return {
    claim: ({ owner, now, limit, leaseMs }) =>
      guard(() =>
        database.write(async (transaction) => {
          const due = await inTurn(transaction)
            .select(['id', 'helpdesk', 'ticket_id'])
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(limit)
            .execute()
          if (due.length === 0) return []
          // A ticket's items are decided about by one transaction at a time, and looked at again under its lock.
          const names = new Map(due.map((row) => [row.id, `outbox:${row.helpdesk}:${row.ticket_id}`]))
          const held = await locking.tryToTake(transaction, [...new Set(names.values())])
          const ids = [...names].filter(([, name]) => held.has(name)).map(([id]) => id)
          if (ids.length === 0) return []
          const rows = await locking
            .skipLocked(
              inTurn(transaction)
                .selectAll()
                .where('id', 'in', ids)
                .where('due_at', '<=', now)
                .orderBy('due_at'),
            )
            .execute()
          const claims: OutboxClaim[] = []
          for (const row of rows) {
            const lease = { owner, fence: row.fence + 1, due_at: now + leaseMs }
            await transaction
              .updateTable('outbox')
              .set({
                ...lease,
                state: 'sending',
                attempts: row.attempts + 1,
                // Marked before anything leaves: whoever finds it after a crash knows that it may be out.
                first_sent_at: row.first_sent_at ?? now,
              })
              .where('id', '=', row.id)
              .execute()
            claims.push({
              item: readItem({ ...row, state: 'sending', attempts: row.attempts + 1 }),
              owner,
              fence: lease.fence,
              leaseUntil: lease.due_at,
              unknownSince: row.first_sent_at,
            })
          }
          return claims
        }),
      ),

    renew: (claim, until) =>
      guard(() =>
        database.write(async (transaction) => {
          const { numUpdatedRows } = await owned(transaction, claim).set({ due_at: until }).executeTakeFirst()
          return numUpdatedRows > 0n
        }),
      ),

    settle: (claim, after, now) =>
      guard(() =>
        database.write(async (transaction) => {
          const { numUpdatedRows } = await owned(transaction, claim)
            .set({ owner: null, ...columnsOf(after, claim, now) })
            .executeTakeFirst()
          return numUpdatedRows > 0n
        }),
      ),

    nextDueAt: () =>
      guard(async () => {
        const row = await inTurn(database.kysely)
          .select('due_at')
          .where('due_at', 'is not', null)
          .orderBy('due_at')
          .limit(1)
          .executeTakeFirst()
        return row?.due_at ?? null
      }),
  }
}

const columnsOf = (after: AfterSend, claim: OutboxClaim, now: number) => {
  const { reason, why } = after
  switch (after.kind) {
    case 'sent':
      return {
        ...{ state: 'sent' as const, message_id: after.messageId, reason, why },
        ...{ due_at: null, first_sent_at: null, ended_at: now },
      }
    case 'again':
      return {
        ...{ state: 'held' as const, reason, why, due_at: Math.ceil(after.dueAt) },
        first_sent_at: after.mayBeOut ? (claim.unknownSince ?? now) : null,
      }
    case 'failed':
      return {
        ...{ state: 'failed' as const, reason, why, due_at: null, ended_at: now },
        first_sent_at: after.mayBeOut ? (claim.unknownSince ?? now) : null,
      }
    default:
      return after satisfies never
  }
}
