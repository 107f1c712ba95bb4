import { sql } from 'kysely'
import type { HandoffState } from '../../schemas/handoff.ts'
import type { CustodyCounts, CustodySum, Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import type { LedgerTransaction } from './ledger-transaction.ts'
import { whereOpen, whereSettled } from './states.ts'
import { formatUtcDay } from './utc-day.ts'

type Day = CustodySum['days'][number]
interface Group {
  source: string
  day: number
  state: HandoffState
  accepted: number
  count: number
}

const countRows = async (transaction: LedgerTransaction): Promise<Group[]> => {
  const groups = (condition: typeof whereOpen) =>
    transaction
      .selectFrom('handoffs')
      .select(['source', 'received_day as day', 'state', 'accepted', sql<number>`count(*)`.as('count')])
      .where(condition)
      .groupBy(['source', 'received_day', 'state', 'accepted'])
      .execute()
  return [...(await groups(whereOpen)), ...(await groups(whereSettled))]
}

const columnOf = (state: HandoffState): keyof CustodyCounts => {
  switch (state) {
    case 'received':
    case 'waiting':
    case 'delivering':
      return 'underWay'
    case 'parked':
    case 'delivered':
    case 'dismissed':
      return state
    case 'refused':
      throw new Error('A refused hand-off is outside the sum.')
    default:
      return state satisfies never
  }
}

const isBalanced = (counts: CustodyCounts): boolean =>
  counts.received === counts.delivered + counts.underWay + counts.parked + counts.dismissed

/** The sum of promise P1 from the counters at the door and the rows, on one snapshot; see `Ledger.custody`. */
export const createCustody =
  ({ database }: LedgerContext): Ledger['custody'] =>
  async () => {
    const { counters, groups } = await database.read(async (transaction) => ({
      counters: await transaction.selectFrom('counters').selectAll().execute(),
      groups: await countRows(transaction),
    }))
    const days = new Map<string, Day & { refusedAtDoor: number }>()
    const dayOf = (source: string, day: number) => {
      const key = `${day} ${source}`
      const known = days.get(key) ?? {
        source,
        day: formatUtcDay(day),
        received: 0,
        delivered: 0,
        underWay: 0,
        parked: 0,
        dismissed: 0,
        refused: 0,
        refusedAtDoor: 0,
      }
      days.set(key, known)
      return known
    }
    for (const counter of counters) {
      const day = dayOf(counter.source, counter.day)
      day.received += counter.received
      day.refusedAtDoor += counter.refused
    }
    for (const group of groups) {
      const day = dayOf(group.source, group.day)
      day[group.accepted === 0 ? 'refused' : columnOf(group.state)] += group.count
    }

    const total = { received: 0, delivered: 0, underWay: 0, parked: 0, dismissed: 0, refused: 0 }
    for (const day of days.values()) {
      for (const column of Object.keys(total) as (keyof typeof total)[]) total[column] += day[column]
    }
    return {
      ...total,
      balanced: [...days.values()].every((day) => isBalanced(day) && day.refused === day.refusedAtDoor),
      days: [...days.values()]
        .map(({ refusedAtDoor: _, ...day }) => day)
        .sort((one, other) => other.day.localeCompare(one.day) || one.source.localeCompare(other.source)),
    }
  }
