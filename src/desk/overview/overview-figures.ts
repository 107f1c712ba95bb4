import type { DecidedBy } from '../../../schemas/classification.ts'
import type { CustodySum, LedgerStats } from '../../ledger/ledger.ts'
import type { HelpdeskFigures } from '../../ops/figures.ts'

/** What the overview shows, as it was read last. Null: not read yet. Times are ms since the Unix epoch. */
export interface OverviewFigures {
  /** Grows whenever something was read. */
  version: number
  custody: { at: number; sum: CustodySum } | null
  stats: LedgerStats | null
  helpdesks: HelpdeskFigures[]
  decided: DecidedFigures | null
  /** Replies that failed and wait for a person; null: not known. `isMore`: there are at least so many. */
  failedReplies: { count: number; isMore: boolean } | null
  /** When the oldest parked one came in; null: there is none, or they are too many to look at. */
  oldestParkedAt: number | null
  /** What people have paused; null: not known. */
  paused: { sources: string[]; llm: boolean } | null
  /** The store did not answer when it was asked last. */
  isStoreAway: boolean
}

/** What was decided about the hand-offs of the last days. */
export interface DecidedFigures {
  /** False: older ones are still being counted. */
  isComplete: boolean
  since: number
  /** Null: not decided yet. */
  by: Map<DecidedBy | null, number>
  /** The last hours, oldest first, all of them, with what came in each by category. */
  hours: { at: number; categories: Map<CategoryKey, number> }[]
}

/** A category, or: nobody could tell (`undecided`), nobody has been asked yet (`pending`). */
export type CategoryKey = `category:${string}` | 'undecided' | 'pending'
