import type { Ledger, NewEntry, PutOutcome } from '../ledger/ledger.ts'
import { LedgerUnavailable } from '../ledger/ledger-unavailable.ts'
import type { Clock } from '../ops/clock.ts'

export type PutResult =
  | PutOutcome
  /** Nothing was committed, unless the store was lost in the very moment. */
  | { kind: 'unavailable'; reason: LedgerUnavailable }
  /** Nobody knows yet: it may still be committed, and then a repeat under the same key is a duplicate. */
  | { kind: 'slow' }

/** `ledger.put` that answers within `limitMs`, because a bot or a Zap does not wait for ever. */
export const putInTime = (
  ledger: Pick<Ledger, 'put'>,
  clock: Clock,
  entry: NewEntry,
  limitMs: number,
): Promise<PutResult> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve({ kind: 'slow' }))
    ledger.put(entry).then(
      (outcome) => {
        cancel()
        resolve(outcome)
      },
      (error: unknown) => {
        cancel()
        if (error instanceof LedgerUnavailable) resolve({ kind: 'unavailable', reason: error })
        else reject(error)
      },
    )
  })
