import { type RawBuilder, sql } from 'kysely'
import type { LedgerContext } from './ledger-context.ts'
import { parseCursor, writeCursor } from './list-cursor.ts'
import { selectEntries } from './read-entry.ts'
import { whereOpen, whereSetAside } from './states.ts'
import type { StuckReason, StuckState, StuckVerbs } from './stuck.ts'

const states: readonly StuckState[] = ['parked', 'refused', 'waiting']
const maxLimit = 500
// A reason may name what differs from one hand-off to the next; a database takes so many values at once without trouble.
const mostReasons = 500

/** Which of the hand-offs are stuck in `state`; each condition is that of a partial index. */
const stuckIn = (
  { kysely }: Pick<LedgerContext['database'], 'kysely'>,
  state: StuckState,
  waitingSince: number,
) => {
  const rows = kysely.selectFrom('handoffs').where('state', '=', state)
  return state === 'waiting'
    ? rows.where(whereOpen).where('received_at', '<=', waitingSince).where('why', 'is not', null)
    : rows.where(whereSetAside)
}

const isOneOf = (reasons: readonly Pick<StuckReason, 'helpdesk' | 'why'>[]): RawBuilder<boolean> => {
  const pairs = reasons
    .slice(0, mostReasons)
    .map(({ helpdesk, why }) =>
      why === null
        ? sql`(helpdesk = ${helpdesk} and why is null)`
        : sql`(helpdesk = ${helpdesk} and why = ${why})`,
    )
  return sql`(${sql.join(pairs, sql` or `)})`
}

/** Finds what is stuck, and why; see `StuckVerbs`. */
export const createFindStuck = (context: LedgerContext): StuckVerbs => {
  const { database } = context

  return {
    stuckReasons: ({ waitingSince, most }) =>
      database.read(async (transaction) => {
        const reasons: StuckReason[] = []
        let complete = true
        for (const state of states) {
          const newest = stuckIn({ kysely: transaction }, state, waitingSince).select([
            'helpdesk',
            'why',
            'received_at',
          ])
          // Those that wait lie in the order of their due times; the index has no other.
          const looked = state === 'waiting' ? newest.orderBy('due_at') : newest.orderBy('id', 'desc')
          const rows = await transaction
            .selectFrom(looked.limit(most).as('newest'))
            .select([
              'helpdesk',
              'why',
              sql<number>`count(*)`.as('count'),
              sql<number>`max(received_at)`.as('newestAt'),
              sql<number>`min(received_at)`.as('oldestAt'),
            ])
            .groupBy(['helpdesk', 'why'])
            .execute()
          reasons.push(...rows.map((row) => ({ ...row, state })))
          if (rows.reduce((sum, { count }) => sum + count, 0) >= most) complete = false
        }
        return { reasons: reasons.sort((one, other) => other.newestAt - one.newestAt), complete }
      }),

    async listStuck({ state, reasons, waitingSince, limit: wanted, cursor }) {
      const before = cursor === undefined ? null : parseCursor(cursor)
      if ((cursor !== undefined && before === null) || reasons.length === 0)
        return { entries: [], next: null }
      const limit = Math.min(Math.max(1, Math.floor(wanted)), maxLimit)
      let page = stuckIn(database, state, waitingSince).select('id').where(isOneOf(reasons))
      if (before !== null) page = page.where('id', '<', before)
      const rows = await selectEntries(database.kysely)
        .where('handoffs.id', 'in', page.orderBy('id', 'desc').limit(limit + 1))
        .orderBy('handoffs.id', 'desc')
        .execute()
      const entries = rows.slice(0, limit).map(context.readEntry)
      const last = entries.at(-1)
      return { entries, next: rows.length > limit && last !== undefined ? writeCursor(last.id) : null }
    },
  }
}
