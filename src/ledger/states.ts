import { type RawBuilder, sql } from 'kysely'
import type { HandoffState } from '../../schemas/handoff.ts'

export const openStates: readonly HandoffState[] = ['received', 'waiting', 'delivering']

export const isSettled = (state: HandoffState): boolean => !openStates.includes(state)

/**
 * The conditions of the partial indexes, word for word: a database uses such an index only for a query whose condition it can
 * prove to imply the index's, and with bound parameters it cannot.
 */
export const whereOpen: RawBuilder<boolean> = sql`state in ('received', 'waiting', 'delivering')`
export const whereSettled: RawBuilder<boolean> = sql`state in ('delivered', 'dismissed', 'parked', 'refused')`
/** Those that few hand-offs come to, and that people look for. */
export const whereSetAside: RawBuilder<boolean> = sql`state in ('parked', 'refused', 'dismissed')`
export const whereDelivering: RawBuilder<boolean> = sql`state = 'delivering'`
export const whereFlagged: RawBuilder<boolean> = sql`flags <> ''`
