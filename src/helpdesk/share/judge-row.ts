import type { ShareRow } from './share-store.ts'

/**
 * How long after its end a share may still turn up in the vendor's count. A call is let go right before the end, needs a
 * connection first (5 s unless configured otherwise), and is counted when it arrives. Differences between the speeds of two
 * machines' clocks are far below that.
 */
export const arrivalMs = 5000

/** What is taken of the account by a process: what it may spend, and what it has spent while that still counts. */
export const commitmentOf = (row: Pick<ShareRow, 'part' | 'spentPart'>): number =>
  Math.min(1, Math.max(row.part, row.spentPart))

/**
 * What a process that has stopped can have spent at the most. It may have had everything and spent little: when all processes
 * die at once, those that are started anew need not stand still for a window.
 */
export const takenByStopped = (row: Pick<ShareRow, 'part' | 'spentPart' | 'mostPart'>): number =>
  Math.min(commitmentOf(row), Math.max(row.spentPart, row.mostPart))

export type RowState = 'alive' | 'counts' | 'over'

/**
 * `alive`: may spend now. `counts`: has stopped, or died; the vendor may still count what it spent. `over`: no window that is
 * open now holds any of it.
 */
export const judgeRow = (row: Pick<ShareRow, 'expiresAt' | 'windowMs'>, now: number): RowState => {
  if (now < row.expiresAt) return 'alive'
  return now < row.expiresAt + row.windowMs + arrivalMs ? 'counts' : 'over'
}
