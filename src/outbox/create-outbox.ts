import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { guardStore } from '../database/guard-store.ts'
import type { Clock } from '../ops/clock.ts'
import type { Outbox } from './outbox.ts'
import { outboxIdOf } from './outbox-id-of.ts'
import { OutboxUnavailable } from './outbox-unavailable.ts'
import { composeContent, readItem } from './read-item.ts'

export interface OutboxOptions {
  database: Database
  /** How long a click can be taken back. */
  undoMs: number
  clock: Clock
}

/** An outbox that tells its worker when something has come to wait. */
export type OutboxWithBell = Outbox & {
  /** Calls back when something was ordered here. Returns a function that unsubscribes. */
  onHeld(listener: () => void): () => void
}

const mostOfTicket = 50
/** Rows without their texts, for those who ask later who sent what. */
const rowsKeptMs = 365 * 86_400_000

/** Keeps what agents send; see `Outbox`. Its worker posts it. */
export const createOutbox = ({ database, undoMs, clock }: OutboxOptions): OutboxWithBell => {
  const guard = guardStore(database, OutboxUnavailable)
  const { locking } = database
  const listeners = new Set<() => void>()
  const ring = () => {
    for (const listener of listeners) listener()
  }
  const { kysely } = database

  const find = (id: string) =>
    guard(async () => {
      const row = await kysely.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : readItem(row)
    })

  return {
    async send(order) {
      const id = outboxIdOf(order)
      const sent = await guard(() =>
        database.write(async (transaction) => {
          await locking.take(transaction, [`outbox:${order.helpdesk}:${order.ticketId}`])
          const known = await transaction
            .selectFrom('outbox')
            .selectAll()
            .where('id', '=', id)
            .executeTakeFirst()
          if (known !== undefined) return { kind: 'duplicate' as const, item: readItem(known) }
          // Asked under the lock: of two clicks at the same moment the second one hears of the first.
          const another =
            order.kind === 'note' || order.knownUntil === undefined
              ? undefined
              : await transaction
                  .selectFrom('outbox')
                  .selectAll()
                  .where('helpdesk', '=', order.helpdesk)
                  .where('ticket_id', '=', order.ticketId)
                  .where('kind', '=', 'reply')
                  .where('state', 'in', ['held', 'sending', 'sent'])
                  .where('created_at', '>', order.knownUntil)
                  .orderBy('created_at', 'desc')
                  .limit(1)
                  .executeTakeFirst()
          if (another !== undefined) return { kind: 'another' as const, item: readItem(another) }
          const now = clock.now()
          const newest = await transaction
            .selectFrom('outbox')
            .select('created_at')
            .where('helpdesk', '=', order.helpdesk)
            .where('ticket_id', '=', order.ticketId)
            .orderBy('created_at', 'desc')
            .limit(1)
            .executeTakeFirst()
          const row = {
            id,
            helpdesk: order.helpdesk,
            ticket_id: order.ticketId,
            kind: order.kind,
            content: composeContent(order),
            draft_id: order.draft?.id ?? null,
            version: order.draft?.version ?? null,
            who: order.who,
            state: 'held' as const,
            due_at: now + undoMs,
            owner: null,
            fence: 0,
            attempts: 0,
            reason: null,
            why: null,
            message_id: null,
            // In the order of the clicks, also within a millisecond and by the clocks of two machines.
            created_at: Math.max(now, (newest?.created_at ?? 0) + 1),
            first_sent_at: null,
            ended_at: null,
          }
          await transaction.insertInto('outbox').values(row).execute()
          return { kind: 'held' as const, item: readItem(row) }
        }),
      )
      if (sent.kind === 'held') ring()
      return sent
    },

    async cancel(id) {
      const { numUpdatedRows } = await guard(() =>
        database.write((transaction) =>
          // One statement decides between this and the worker, whoever runs it: once claimed it may be out.
          transaction
            .updateTable('outbox')
            .set({ state: 'cancelled', due_at: null, owner: null, ended_at: clock.now() })
            .where('id', '=', id)
            .where((row) =>
              row.or([
                row('state', '=', 'failed'),
                row.and([row('state', '=', 'held'), row('first_sent_at', 'is', null)]),
              ]),
            )
            .executeTakeFirst(),
        ),
      )
      const item = await find(id)
      if (item === null) return { kind: 'not-found' }
      if (numUpdatedRows > 0n) ring()
      return { kind: item.state === 'cancelled' ? 'cancelled' : 'late', item }
    },

    async retry(id) {
      const now = clock.now()
      const { numUpdatedRows } = await guard(() =>
        database.write(async (transaction) => {
          const failed = await transaction
            .selectFrom('outbox')
            .selectAll()
            .where('id', '=', id)
            .where('state', '=', 'failed')
            .executeTakeFirst()
          const { text, status } = failed === undefined ? { text: null, status: null } : readItem(failed)
          if (text === null) return { numUpdatedRows: 0n }
          return transaction
            .updateTable('outbox')
            .set((row) => ({
              // Who asks has looked: what has changed since their first click holds it back no more.
              content: composeContent({ text, status, seen: null }),
              state: 'held',
              due_at: now,
              ended_at: null,
              attempts: 0,
              reason: null,
              why: null,
              // What may be out still may; who asks has looked, so the time until a person must look begins anew.
              first_sent_at: row
                .case()
                .when('first_sent_at', 'is', null)
                .then(null)
                .else(sql<number>`cast(${now} as bigint)`)
                .end(),
            }))
            .where('id', '=', id)
            .where('state', '=', 'failed')
            .where('content', 'is not', null)
            .executeTakeFirst()
        }),
      )
      const item = await find(id)
      if (item === null) return { kind: 'not-found' }
      if (numUpdatedRows === 0n) return { kind: 'wrong-state' }
      ring()
      return { kind: 'held', item }
    },

    find,

    ofTicket: ({ helpdesk, ticketId }) =>
      guard(async () => {
        const rows = await kysely
          .selectFrom('outbox')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', '=', ticketId)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(mostOfTicket)
          .execute()
        return rows.map(readItem)
      }),

    open: (limit) =>
      guard(async () => {
        const rows = await kysely
          .selectFrom('outbox')
          .selectAll()
          // Literally as the index has it: a bound value would not be known to be among them.
          .where(sql<boolean>`state in ('held', 'sending', 'failed')`)
          .orderBy('created_at')
          .limit(limit)
          .execute()
        return rows.map(readItem)
      }),

    purge: ({ endedBefore, limit }) =>
      guard(async () => {
        // Callers purge until nothing is left; requests must get in between.
        await setImmediate()
        return database.write(async (transaction) => {
          const old = await transaction
            .selectFrom('outbox')
            .select(['id', 'ended_at'])
            .where('ended_at', '<', Math.floor(endedBefore))
            .where((row) =>
              row.or([
                row('content', 'is not', null),
                row('ended_at', '<', Math.floor(endedBefore) - rowsKeptMs),
              ]),
            )
            .orderBy('ended_at')
            .limit(limit)
            .execute()
          const gone = old.filter(({ ended_at }) => (ended_at ?? 0) < endedBefore - rowsKeptMs)
          const blank = old.filter((row) => !gone.includes(row))
          if (gone.length > 0)
            await transaction
              .deleteFrom('outbox')
              .where(
                'id',
                'in',
                gone.map(({ id }) => id),
              )
              .execute()
          if (blank.length > 0)
            await transaction
              .updateTable('outbox')
              .set({ content: null })
              .where(
                'id',
                'in',
                blank.map(({ id }) => id),
              )
              // One that is tried again at this moment keeps its text.
              .where('ended_at', 'is not', null)
              .execute()
          return old.length
        })
      }),

    onHeld(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
