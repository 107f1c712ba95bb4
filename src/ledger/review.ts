import type { Filed, KeptOutcome } from '../../schemas/kept.ts'

/**
 * Looking once at each ticket that was made, for whether agents kept what was decided: types only, part of the ledger's door. Times are
 * ms since the Unix epoch.
 */
export interface ReviewVerbs {
  /** Up to `limit` tickets of one help desk that are due to be looked at, longest due first. They are not leased: ending is what counts. */
  dueReviews(query: { helpdesk: string; limit: number }): Promise<DueReview[]>
  /** Not before `dueAt`. False: it has ended meanwhile, or the person was erased. */
  postponeReview(handoffId: string, dueAt: number): Promise<boolean>
  /**
   * Over: counted, and never due again, in one commit. False, and nothing is counted, when it has ended before, however many look at the
   * same time, or when the person was erased meanwhile.
   */
  endReview(review: DueReview, outcome: KeptOutcome): Promise<boolean>
  /** Ends as untold at most `limit` that were delivered before this and could not be looked at, at whatever help desk. Resolves with them. */
  expireReviews(query: { deliveredBefore: number; limit: number }): Promise<DueReview[]>
  /** What was counted on the UTC day of `since` or later, in all. */
  countKept(since: number): Promise<KeptCount[]>
  /** Forgets what was counted on days before that of `before`. */
  forgetKept(before: number): Promise<void>
}

export interface DueReview {
  handoffId: string
  source: string
  helpdesk: string
  ticketId: string
  deliveredAt: number
  /** Null: it cannot be read as it was stored. */
  filed: Filed | null
}

export interface KeptCount {
  source: string
  decidedBy: Filed['decidedBy']
  category: string
  outcome: KeptOutcome
  tickets: number
}
