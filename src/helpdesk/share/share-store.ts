/** Where the processes that share an account agree on their shares. Types only. */
export interface ShareStore {
  /**
   * Runs `decide` on all rows of the account while no other process does, and keeps what it answers. Resolves when that is
   * durable. When it rejects, nothing is known: it may have been kept or not, and `decide` may not have run, or several times.
   */
  beat(decide: (view: ShareView) => ShareChange): Promise<void>
}

export interface ShareView {
  rows: ShareRow[]
  /** The store's clock, ms; never ahead of it. */
  now: number
}

export interface ShareChange {
  /** Is inserted, or replaces the row of the same process. */
  own: ShareRow
  /** Processes whose rows are deleted. */
  over: string[]
}

/** What the others know of one process. Parts are 0..1 of all that our processes together may spend in a window. */
export interface ShareRow {
  replica: string
  part: number
  /** What it had spent in the last window when it wrote this; calls under way included. */
  spentPart: number
  /** The most that `spentPart` can become until `expiresAt`, whatever happens to the process: what it pays to count if it dies. */
  mostPart: number
  /** The least part that the calls which wait there need; 0: none waits. */
  neededPart: number
  /** By the store's clock, ms; 0: it does not hold back. */
  pausedUntil: number
  windowMs: number
  /** By the store's clock, ms: the process stops spending before that, unless it has written again. */
  expiresAt: number
}
