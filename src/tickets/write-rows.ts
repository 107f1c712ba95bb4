import { setImmediate } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Database } from '../database/database.ts'
import type { GuardStore } from '../database/guard-store.ts'
import type { Tables } from '../database/tables.ts'
import type { Clock } from '../ops/clock.ts'
import { decideRepeat } from './decide-repeat.ts'
import { keyGoodForMs, type WriteContent, type WriteIdentity } from './identify-write.ts'

/** A write that is ours to do, until its lease runs out. */
export interface Held {
  id: string
  helpdesk: string
  ticketId: string
  owner: string
  fence: number
  begunAt: number
  leaseUntil: number
  goodForMs: number
}

/** Times in ms. `outcome` as it was given to `finish`. */
export type Claimed =
  | { kind: 'send'; held: Held }
  | { kind: 'look'; held: Held; lostAt: number }
  | { kind: 'duplicate'; outcome: unknown }
  | { kind: 'under-way' }
  | { kind: 'key-conflict' }

export type Taken = { kind: 'taken'; messageId: string } | { kind: 'absent' } | { kind: 'rival' }

/**
 * The rows that guard writes against doubles. What is done to a row that is held tells whether it was still ours, and changes
 * nothing otherwise. Everything throws `TicketsUnavailable` when the store does not answer.
 */
export interface WriteRows {
  /** Finds out what a request is, and takes it on when there is something to do: from then on it is marked as sent, or as unknown. */
  claim(write: WriteContent & WriteIdentity & { speaks: boolean }): Promise<Claimed>
  renew(held: Held, until: number): Promise<boolean>
  /** Before the request leaves once more. */
  markSending(held: Held): Promise<boolean>
  /** The answer was lost at `lostAt`. */
  markLost(held: Held, lostAt: number): Promise<boolean>
  /** Takes the first of these messages that no other write of the ticket has. */
  takeMessage(held: Held, messageIds: readonly string[]): Promise<Taken>
  finish(held: Held, done: { outcome: unknown; messageId: string | null }): Promise<boolean>
  /** Nobody works on it any more, and its fate is unknown. */
  release(held: Held): Promise<boolean>
  /** It was certainly not done: as if it had never been asked. */
  free(held: Held): Promise<boolean>
  purge(limit: number): Promise<number>
}

export const createWriteRows = (options: {
  database: Database
  clock: Clock
  guard: GuardStore
  replica: string
  leaseMs: number
}): WriteRows => {
  const { database, clock, guard, replica: owner, leaseMs } = options
  const { locking } = database

  const change = (held: Held, changes: Partial<Tables['ticket_writes']>): Promise<boolean> =>
    guard(() =>
      database.write(async (transaction) => {
        const { numUpdatedRows } = await ownRow(transaction, held).set(changes).executeTakeFirst()
        return numUpdatedRows > 0n
      }),
    )

  return {
    claim: (write) =>
      guard(() =>
        database.write(async (transaction): Promise<Claimed> => {
          const { id, fingerprint, operation, helpdesk, ticketId, goodForMs } = write
          // Two that come at the same moment would both find nothing.
          await locking.take(transaction, [`ticket-write:${id}`])
          const found = transaction.selectFrom('ticket_writes').selectAll().where('id', '=', id)
          const row = (await found.executeTakeFirst()) ?? null
          const now = clock.now()
          const decision = decideRepeat(row, { fingerprint, speaks: write.speaks, now })
          const lease = {
            owner,
            fence: (row?.fence ?? 0) + 1,
            lease_until: now + leaseMs,
            // While its fate is open it is kept as long as any key.
            good_until: now + keyGoodForMs,
            expires_at: now + keyGoodForMs,
          }
          const hold = (begunAt: number): Held => ({
            ...{ id, helpdesk, ticketId, owner, begunAt, goodForMs },
            fence: lease.fence,
            leaseUntil: lease.lease_until,
          })
          switch (decision.kind) {
            case 'under-way':
            case 'key-conflict':
              return decision
            case 'duplicate':
              return { kind: 'duplicate', outcome: JSON.parse(row?.outcome ?? 'null') }
            case 'look': {
              const set = { ...lease, state: 'unknown' as const, lost_at: decision.lostAt }
              await transaction.updateTable('ticket_writes').set(set).where('id', '=', id).execute()
              return { kind: 'look', held: hold(row?.begun_at ?? now), lostAt: decision.lostAt }
            }
            case 'send-again': {
              const set = { ...lease, state: 'sending' as const, sent_at: now }
              await transaction.updateTable('ticket_writes').set(set).where('id', '=', id).execute()
              return { kind: 'send', held: hold(row?.begun_at ?? now) }
            }
            case 'replace':
              // Not deleted: whose message it was must still be known.
              await transaction
                .updateTable('ticket_writes')
                .set({ id: `${id}:${row?.begun_at}:${row?.fence}` })
                .where('id', '=', id)
                .execute()
              break
            case 'begin':
              break
            default:
              return decision satisfies never
          }
          const place = { helpdesk, ticket_id: ticketId }
          await transaction
            .insertInto('ticket_writes')
            .values({
              ...{ id, fingerprint, operation, ...place, ...lease },
              ...{ state: 'sending', begun_at: now, sent_at: now, lost_at: null, message_id: null },
              outcome: null,
            })
            .execute()
          return { kind: 'send', held: hold(now) }
        }),
      ),

    renew: (held, until) => change(held, { lease_until: until }),
    markSending: (held) => change(held, { state: 'sending', sent_at: clock.now(), lost_at: null }),
    markLost: (held, lostAt) => change(held, { state: 'unknown', lost_at: lostAt }),
    release: (held) => change(held, { lease_until: 0 }),

    takeMessage: (held, messageIds) =>
      guard(() =>
        database.write(async (transaction): Promise<Taken> => {
          const { helpdesk, ticketId } = held
          await locking.take(transaction, [`ticket-messages:${helpdesk}:${ticketId}`])
          const others = await transaction
            .selectFrom('ticket_writes')
            .select(['message_id', 'state', 'lease_until'])
            .where('helpdesk', '=', helpdesk)
            .where('ticket_id', '=', ticketId)
            .where('id', '!=', held.id)
            .execute()
          const taken = new Set(others.map((other) => other.message_id))
          const messageId = messageIds.find((candidate) => !taken.has(candidate))
          if (messageId === undefined) return { kind: 'absent' }
          // Its id is not known yet, so it may be this one.
          const now = clock.now()
          if (others.some(({ state, lease_until }) => state === 'sending' && lease_until > now))
            return { kind: 'rival' }
          const { numUpdatedRows } = await ownRow(transaction, held)
            .set({ message_id: messageId })
            .executeTakeFirst()
          return numUpdatedRows > 0n ? { kind: 'taken', messageId } : { kind: 'rival' }
        }),
      ),

    finish(held, { outcome, messageId }) {
      const now = clock.now()
      return change(held, {
        ...{ state: 'done', lease_until: 0, lost_at: null, message_id: messageId },
        ...{ outcome: JSON.stringify(outcome), good_until: now + held.goodForMs },
        expires_at: now + keyGoodForMs,
      })
    },

    free: (held) =>
      guard(() =>
        database.write(async (transaction) => {
          const { numDeletedRows } = await transaction
            .deleteFrom('ticket_writes')
            .where('id', '=', held.id)
            .where('owner', '=', held.owner)
            .where('fence', '=', held.fence)
            .executeTakeFirst()
          return numDeletedRows > 0n
        }),
      ),

    purge: (limit) =>
      guard(async () => {
        // Callers purge until nothing is left; requests must get in between.
        await setImmediate()
        return database.write(async (transaction) => {
          const now = clock.now()
          const old = await transaction
            .selectFrom('ticket_writes')
            .select('id')
            .where('expires_at', '<=', now)
            .orderBy('expires_at')
            .limit(limit)
            .execute()
          if (old.length === 0) return 0
          const ids = old.map(({ id }) => id)
          const { numDeletedRows } = await transaction
            .deleteFrom('ticket_writes')
            .where('id', 'in', ids)
            // One that is taken up again at this moment stays.
            .where('expires_at', '<=', now)
            .executeTakeFirst()
          return Number(numDeletedRows)
        })
      }),
  }
}

const ownRow = (transaction: Transaction<Tables>, held: Held) =>
  transaction
    .updateTable('ticket_writes')
    .where('id', '=', held.id)
    .where('owner', '=', held.owner)
    .where('fence', '=', held.fence)
