import type { HistoryRow } from '../ledger/ledger.ts'

/** The most claims in a row that nothing followed: each means that a worker fell silent over the hand-off. A person's act starts anew. */
export const countBrokenLeases = (history: HistoryRow[]): number => {
  let broken = 0
  let open = false
  for (const { event, by } of history) {
    if (event === 'claimed') {
      if (open) broken += 1
      open = true
    } else if (by !== null) {
      broken = 0
      open = false
    } else if (event !== 'write-marked' && event !== 'classified') {
      open = false
    }
  }
  return broken
}
