import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { HandoffState } from '../../schemas/handoff.ts'
import type { Tables } from '../database/tables.ts'
import { lowestIdAt } from './handoff-id.ts'
import type { Entry, Ledger, ListQuery } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import { parseCursor, writeCursor } from './list-cursor.ts'
import { selectEntries } from './read-entry.ts'
import { openStates, whereFlagged, whereOpen, whereSetAside } from './states.ts'

const setAsideStates: readonly HandoffState[] = ['parked', 'refused', 'dismissed']
// Ids rise even when the clock steps back, so an id may be a little newer than its hand-off.
const clockStepMs = 86_400_000

/**
 * The ids to choose from, when a partial index holds all that can match. Without this a page of the few open hand-offs would
 * be looked for among a million that have ended.
 */
const narrowed = ({ kysely }: Pick<LedgerContext['database'], 'kysely'>, query: ListQuery) => {
  const ids = kysely.selectFrom('handoffs').select('id')
  if (query.state !== undefined && !query.state.includes('delivered')) {
    const someOpen = query.state.some((state) => openStates.includes(state))
    const someSetAside = query.state.some((state) => setAsideStates.includes(state))
    if (!someSetAside) return ids.where(whereOpen)
    return someOpen ? ids.where(whereOpen).unionAll(ids.where(whereSetAside)) : ids.where(whereSetAside)
  }
  return query.flag === undefined ? null : ids.where(whereFlagged)
}

/** One state that few come to: its index holds them in the order of their ids, so that a page is the first so many of it. */
const isOneSetAside = ({ state }: ListQuery): boolean =>
  state?.length === 1 && state.some((one) => setAsideStates.includes(one))

/** The rows that have what a query asks for, whichever way they are found. */
export const whereMatching = (
  { state, source, helpdesk, flag, receivedAfter, receivedBefore }: ListQuery,
  { and, eb }: ExpressionBuilder<Tables, 'handoffs'>,
): Expression<SqlBool> =>
  and([
    ...(state === undefined ? [] : [eb('state', 'in', state)]),
    ...(source === undefined ? [] : [eb('source', '=', source)]),
    ...(helpdesk === undefined ? [] : [eb('helpdesk', '=', helpdesk)]),
    ...(flag === undefined ? [] : [sql<SqlBool>`' ' || flags || ' ' like ${`% ${flag} %`}`]),
    ...(receivedAfter === undefined
      ? []
      : [eb('received_at', '>=', receivedAfter), eb('handoffs.id', '>=', lowestIdAt(receivedAfter))]),
    ...(receivedBefore === undefined
      ? []
      : [
          eb('received_at', '<', receivedBefore),
          eb('handoffs.id', '<', lowestIdAt(receivedBefore + clockStepMs)),
        ]),
  ])

/** The page's ids alone: what hangs on a hand-off is then read for a page, and not for all that the page is chosen from. */
export const pageOfIds = (
  context: Pick<LedgerContext, 'database'>,
  query: ListQuery,
  before: string | null,
) => {
  let page = context.database.kysely.selectFrom('handoffs').select('id')
  const ids = narrowed(context.database, query)
  if (isOneSetAside(query)) page = page.where(whereSetAside)
  else if (ids !== null) page = page.where('id', 'in', ids)
  page = page.where((expressions) => whereMatching(query, expressions))
  if (before !== null) page = page.where('id', '<', before)
  return page.orderBy('id', 'desc')
}

const maxLimit = 200

/** Pages through the ledger; see `Ledger.list`. */
export const createList =
  (context: LedgerContext): Ledger['list'] =>
  async (query) => {
    const before = query.cursor === undefined ? null : parseCursor(query.cursor)
    if (query.cursor !== undefined && before === null) return { entries: [], next: null }
    if (query.state?.length === 0) return { entries: [], next: null }
    const limit = Math.min(Math.max(1, Math.floor(query.limit)), maxLimit)
    const ids = pageOfIds(context, query, before).limit(limit + 1)
    const rows = await selectEntries(context.database.kysely)
      .where('handoffs.id', 'in', ids)
      .orderBy('handoffs.id', 'desc')
      .execute()
    const entries: Entry[] = rows.slice(0, limit).map(context.readEntry)
    const last = entries.at(-1)
    return { entries, next: rows.length > limit && last !== undefined ? writeCursor(last.id) : null }
  }
