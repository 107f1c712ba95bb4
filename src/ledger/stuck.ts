import type { Entry } from './entry.ts'

/** Hand-offs that a person may have to look at: parked, refused at the door, or waiting for long. */
export type StuckState = 'parked' | 'refused' | 'waiting'

export interface StuckVerbs {
  /**
   * Why hand-offs are stuck, the reason of the newest one first. Looks at the newest `most` of each state, so that the answer costs
   * the same however many there are.
   */
  stuckReasons(query: StuckSince & { most: number }): Promise<{ reasons: StuckReason[]; complete: boolean }>
  /** Those of one state that are stuck for one of these reasons, newest first. A cursor that cannot be read gives an empty page. */
  listStuck(query: StuckQuery): Promise<{ entries: Entry[]; next: string | null }>
}

export interface StuckSince {
  /** Waiting ones count only when they were received at this time or before (ms). */
  waitingSince: number
}

export interface StuckQuery extends StuckSince {
  state: StuckState
  reasons: readonly Pick<StuckReason, 'helpdesk' | 'why'>[]
  /** 1..500 */
  limit: number
  cursor?: string
}

export interface StuckReason {
  state: StuckState
  helpdesk: string
  /** As it stands with the hand-offs, in plain words. */
  why: string | null
  count: number
  newestAt: number
  oldestAt: number
}
