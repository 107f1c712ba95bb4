/**
 * What this process may spend of an account's rate limit that several processes share. Types only; the governor reads it,
 * whoever coordinates the processes provides it. A process that is alone on its account has none.
 */
export interface AccountShare {
  /**
   * Part of everything that all our processes together may spend in a window, 0..1; 0: nothing now (not known yet, or the right
   * to it has run out because the store could not be asked). Asks the time at each call, so ask at each grant.
   */
  part(): number
  /**
   * The most that the other processes had spent in a window up to any moment since twice `besideLagMs` ago, as a part like
   * `part`. What they spend is known late: this covers the moment that was `besideLagMs` ago, and not yet the present one.
   */
  beside(): number
  besideLagMs: number
  /** How long the account is paused, ms from now, because another process was told so (429); 0: not paused. */
  pausedForMs(): number
  /** Calls back when `part`, `beside` or `pausedForMs` has changed. Returns a function that unsubscribes. */
  onChange(listener: () => void): () => void
  /** How to find out what this process needs. Set once by the governor. */
  setReport(report: () => ShareReport): void
  /** The report has changed in a way that the others should know at once rather than in their own time. */
  hurry(): void
  /**
   * Gives the share back; what was spent of it stays taken for a window. After the last call, before the store is closed. Never
   * rejects; a repeat is safe.
   */
  close(): Promise<void>
}

export interface ShareReport {
  /** What this process has spent in the last window, calls under way included, as a part of all: the largest over all limits. */
  spentPart: number
  /** The least part with which every call that waits because of the rate limit could go, 0..1; 0: none waits. */
  neededPart: number
  /** One credit of the account as a part: shares are cut in whole credits. */
  unitPart: number
  /** How long this process holds back because of a 429 for the whole account, ms; 0: it does not. */
  pausedForMs: number
  /** The most that `spentPart` can have become `ms` from now, if this process has `part` until then. */
  mostPart(part: number, ms: number): number
}
