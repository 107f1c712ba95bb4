import type { CustodyCounts, CustodySum } from '../../ledger/ledger.ts'

export interface SourceSum extends CustodyCounts {
  source: string
  refused: number
  isRight: boolean
}

/** The custody sum of each source over all days, by name. It is right when it is for each of the days. */
export const sumSources = (days: CustodySum['days']): SourceSum[] => {
  const sources = new Map<string, SourceSum>()
  for (const day of days) {
    const sum = sources.get(day.source) ?? {
      source: day.source,
      received: 0,
      delivered: 0,
      underWay: 0,
      parked: 0,
      dismissed: 0,
      refused: 0,
      isRight: true,
    }
    sum.received += day.received
    sum.delivered += day.delivered
    sum.underWay += day.underWay
    sum.parked += day.parked
    sum.dismissed += day.dismissed
    sum.refused += day.refused
    sum.isRight &&= day.received === day.delivered + day.underWay + day.parked + day.dismissed
    sources.set(day.source, sum)
  }
  return [...sources.values()].sort((one, other) => one.source.localeCompare(other.source))
}
