/**
 * The store did not take the change (disk full, read-only, locked, corrupt, gone). Nothing was committed; but a server that was
 * lost during the very commit may have kept it, so repeat what you asked for, by the same key or claim. `remedy` is one plain
 * sentence for the person who runs the machine; it holds no data of the hand-off.
 */
export class LedgerUnavailable extends Error {
  override readonly name = 'LedgerUnavailable'
  readonly code: 'disk-full' | 'read-only' | 'locked' | 'corrupt' | 'unavailable'
  readonly remedy: string

  constructor(code: LedgerUnavailable['code'], remedy: string, options?: { cause?: unknown }) {
    super(`The ledger is unavailable (${code}): ${remedy}`, options)
    this.code = code
    this.remedy = remedy
  }
}
