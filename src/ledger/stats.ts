import { sql } from 'kysely'
import type { Ledger, LedgerStats } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { parseFlags } from './read-entry.ts'
import { whereFlagged, whereOpen, whereSetAside } from './states.ts'

/** From name to name along the index: there may be very many escalations, and they lie at one or two help desks. */
const findEscalating = async (transaction: LedgerTransaction, found: string[] = []): Promise<string[]> => {
  const row = await transaction
    .selectFrom('escalations')
    .select('helpdesk')
    .where('helpdesk', '>', found.at(-1) ?? '')
    .orderBy('helpdesk')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? found : findEscalating(transaction, [...found, row.helpdesk])
}

/**
 * Figures for health and metrics, which are asked for every few seconds: what was delivered comes from the counters, the rest from
 * the indexes of the few rows that were not, so that a long history costs nothing. `custody` counts every row.
 */
export const createStats =
  ({ database }: LedgerContext): Ledger['stats'] =>
  () =>
    database.read(async (transaction): Promise<LedgerStats> => {
      const perState: LedgerStats['perState'] = {
        received: 0,
        delivering: 0,
        waiting: 0,
        parked: 0,
        delivered: 0,
        dismissed: 0,
        refused: 0,
      }
      const open = await transaction
        .selectFrom('handoffs')
        .select(['state', sql<number>`count(*)`.as('count'), sql<number>`min(received_at)`.as('oldest')])
        .where(whereOpen)
        .groupBy('state')
        .execute()
      // Nothing but the state, which the index tells: their rows lie all over the table.
      const setAside = await transaction
        .selectFrom('handoffs')
        .select(['state', sql<number>`count(*)`.as('count')])
        .where(whereSetAside)
        .groupBy('state')
        .execute()
      for (const { state, count } of [...open, ...setAside]) perState[state] = count
      const oldest = open.reduce<number | null>(
        (least, row) => Math.min(least ?? row.oldest, row.oldest),
        null,
      )
      const openPerHelpdesk: Record<string, number> = {}
      const waiting = await transaction
        .selectFrom('handoffs')
        .select(['helpdesk', sql<number>`count(*)`.as('count')])
        .where(whereOpen)
        .groupBy('helpdesk')
        .execute()
      for (const { helpdesk, count } of waiting) openPerHelpdesk[helpdesk] = count

      const ended = await transaction
        .selectFrom('counters')
        .select(sql<number>`coalesce(sum(delivered), 0)`.as('delivered'))
        .executeTakeFirstOrThrow()
      perState.delivered = ended.delivered

      const flagged: LedgerStats['flagged'] = {
        'possible-duplicate': 0,
        'unmapped-fields': 0,
        'mailed-fallback': 0,
        'moved-fallback': 0,
      }
      const combinations = await transaction
        .selectFrom('handoffs')
        .select(['flags', sql<number>`count(*)`.as('count')])
        .where(whereFlagged)
        .groupBy('flags')
        .execute()
      for (const { flags, count } of combinations) {
        for (const flag of parseFlags(flags)) flagged[flag] += count
      }
      const escalatingAt = await findEscalating(transaction)
      return { perState, openPerHelpdesk, escalatingAt, oldestOpenReceivedAt: oldest, flagged }
    })
