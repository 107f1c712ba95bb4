import type { Custody } from '../../schemas/api.ts'
import type { CustodyCounts, CustodySum } from '../ledger/ledger.ts'

const presentCounts = (counts: CustodyCounts) => ({
  received: counts.received,
  delivered: counts.delivered,
  under_way: counts.underWay,
  parked: counts.parked,
  dismissed: counts.dismissed,
})

/** The custody sum under the outside's names. */
export const presentCustody = (sum: CustodySum): Custody => ({
  ...presentCounts(sum),
  balanced: sum.balanced,
  refused: sum.refused,
  days: sum.days.map((day) => ({
    source: day.source,
    day: day.day,
    ...presentCounts(day),
    refused: day.refused,
  })),
})
