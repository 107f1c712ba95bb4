import { sql } from 'kysely'
import * as z from 'zod'
import { type Filed, filedSchema, type KeptOutcome, keptOutcomeSchema } from '../../schemas/kept.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import type { DueReview, KeptCount, ReviewVerbs } from './review.ts'
import { utcDay } from './utc-day.ts'

/** By then most tickets that are solved quickly are. */
const firstLookAfterMs = 86_400_000

/** Keeps, in the transaction that delivers, what is to be looked for in the ticket later. */
export const planReview = async (
  transaction: LedgerTransaction,
  review: { id: string; source: string; helpdesk: string; ticketId: string; filed: Filed; at: number },
): Promise<void> => {
  await transaction
    .insertInto('reviews')
    .values({
      handoff_id: review.id,
      source: review.source,
      helpdesk: review.helpdesk,
      ticket_id: review.ticketId,
      delivered_at: review.at,
      due_at: review.at + firstLookAfterMs,
      filed: JSON.stringify(review.filed),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const countSchema = z.object({ decidedBy: filedSchema.shape.decidedBy, outcome: keptOutcomeSchema })

/** Tickets that are looked at once after they were made, and what was found; see `ReviewVerbs`. */
export const createReviews = ({ database, clock, logger }: LedgerContext): ReviewVerbs => {
  const parseFiled = (handoffId: string, text: string): Filed | null => {
    try {
      return filedSchema.parse(JSON.parse(text))
    } catch {
      logger.error({ handoffId }, 'a stored review cannot be read')
      return null
    }
  }

  const readRow = (row: {
    handoff_id: string
    source: string
    helpdesk: string
    ticket_id: string
    delivered_at: number
    filed: string
  }): DueReview => ({
    handoffId: row.handoff_id,
    source: row.source,
    helpdesk: row.helpdesk,
    ticketId: row.ticket_id,
    deliveredAt: row.delivered_at,
    filed: parseFiled(row.handoff_id, row.filed),
  })

  /** Whoever deletes the row counts it. */
  const end = async (
    transaction: LedgerTransaction,
    { handoffId, source, filed }: DueReview,
    outcome: KeptOutcome,
  ): Promise<boolean> => {
    const { numDeletedRows } = await transaction
      .deleteFrom('reviews')
      .where('handoff_id', '=', handoffId)
      .executeTakeFirst()
    if (numDeletedRows !== 1n) return false
    if (filed === null) return true
    await transaction
      .insertInto('kept_counts')
      .values({
        day: utcDay(clock.now()),
        source,
        decided_by: filed.decidedBy,
        category: filed.category,
        outcome,
        tickets: 1,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['day', 'source', 'decided_by', 'category', 'outcome'])
          .doUpdateSet({ tickets: sql<number>`kept_counts.tickets + 1` }),
      )
      .execute()
    return true
  }

  return {
    async dueReviews({ helpdesk, limit }) {
      const rows = await database.kysely
        .selectFrom('reviews')
        .selectAll()
        .where('helpdesk', '=', helpdesk)
        .where('due_at', '<=', clock.now())
        .orderBy('due_at')
        .limit(limit)
        .execute()
      return rows.map(readRow)
    },

    async postponeReview(handoffId, dueAt) {
      const { numUpdatedRows } = await database.write((transaction) =>
        transaction
          .updateTable('reviews')
          .set({ due_at: Math.ceil(dueAt) })
          .where('handoff_id', '=', handoffId)
          .executeTakeFirst(),
      )
      return numUpdatedRows === 1n
    },

    endReview: (review, outcome) => database.write((transaction) => end(transaction, review, outcome)),

    expireReviews: ({ deliveredBefore, limit }) =>
      database.write(async (transaction) => {
        const rows = await database.locking
          .skipLocked(
            transaction
              .selectFrom('reviews')
              .selectAll()
              .where('delivered_at', '<', deliveredBefore)
              .orderBy('delivered_at')
              .limit(limit),
          )
          .execute()
        const expired = rows.map(readRow)
        for (const review of expired) await end(transaction, review, 'untold')
        return expired
      }),

    async countKept(since) {
      const rows = await database.kysely
        .selectFrom('kept_counts')
        .select(['source', 'decided_by', 'category', 'outcome'])
        .select(({ fn }) => fn.sum<string | number>('tickets').as('tickets'))
        .where('day', '>=', utcDay(since))
        .groupBy(['source', 'decided_by', 'category', 'outcome'])
        .execute()
      return rows.flatMap(({ source, decided_by, category, outcome, tickets }): KeptCount[] => {
        const known = countSchema.safeParse({ decidedBy: decided_by, outcome })
        return known.success ? [{ source, category, ...known.data, tickets: Number(tickets) }] : []
      })
    },

    async forgetKept(before) {
      await database.write((transaction) =>
        transaction.deleteFrom('kept_counts').where('day', '<', utcDay(before)).execute(),
      )
    },
  }
}
