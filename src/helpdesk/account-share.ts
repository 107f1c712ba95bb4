/**
 * What this process may spend of an account's rate limit that several processes share. Types only; the governor reads it,
 * whoever coordinates the processes provides it. A process that is alone on its account has none.
 */
export interface AccountShare {
  /**
   * Part of everything that all our processes together may spend in a window, 0..1; 0: nothing now (not known yet, or the right
   * to it has run out because the store could not be asked).
   */
  part(): number
  /** The most that the other processes can have spent in the last window, or may spend, as a part like `part`. */
  beside(): number
  /** How long the account is paused, ms from now, because another process was told so (429); 0: not paused. */
  pausedForMs(): number
  /** Calls back when any of the three has changed. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void
  /** How to find out what this process needs. Set once by the governor. */
  setReport(report: () => ShareReport): void
  /** Gives the share back; what was spent of it stays taken for a window. Never rejects. */
  close(): Promise<void>
}

export interface ShareReport {
  /** What this process has spent in the last window, calls under way included, as a part of all: the largest over all limits. */
  spentPart: number
  /** Whether calls wait for their turn because of the rate limit. */
  wanted: boolean
  /** How long this process holds back because of a 429 for the whole account, ms; 0: it does not. */
  pausedForMs: number
  /** Length of the window, ms. */
  windowMs: number
}
