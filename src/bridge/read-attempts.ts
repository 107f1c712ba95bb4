import type { HistoryRow, WriteMark } from '../ledger/ledger.ts'

/** What the history of a hand-off tells about its attempts so far. */
export interface PastAttempts {
  /** The most claims in a row, since a person last acted, of which the worker said nothing more. */
  brokenLeases: number
  /** When the attempt that marked the open write came back, so that the request had ended; null when it never did. */
  writeEndedAt: number | null
}

const personActs = new Set(['retry-now', 'released', 'edited', 'dismissed'])
const endings = new Set(['waiting', 'moved', 'parked', 'delivered'])

/** The rows since a person last acted. */
export const sincePerson = (history: HistoryRow[]): HistoryRow[] =>
  history.slice(history.findLastIndex(({ event }) => personActs.has(event)) + 1)

const countBrokenLeases = (history: HistoryRow[]): number => {
  let broken = 0
  let open = false
  for (const { event } of sincePerson(history)) {
    if (event === 'delivering') {
      broken += open ? 1 : 0
      open = true
    } else if (endings.has(event)) {
      open = false
    }
  }
  return broken
}

const findWriteEnd = (history: HistoryRow[]): number | null => {
  const afterMark = history.slice(history.findLastIndex(({ event }) => event === 'write-marked') + 1)
  const next = afterMark.find(({ event }) => event === 'delivering' || endings.has(event))
  return next === undefined || next.event === 'delivering' ? null : next.at
}

/** Reads the past attempts, given the mark that is still open (null: none). */
export const readAttempts = (history: HistoryRow[], write: WriteMark | null): PastAttempts => ({
  brokenLeases: countBrokenLeases(history),
  writeEndedAt: write === null ? null : findWriteEnd(history),
})
