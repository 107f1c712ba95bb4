import type { Clock } from '../../ops/clock.ts'
import type { Hint, TriageStore } from '../triage-store.ts'
import { TriageUnavailable } from '../triage-unavailable.ts'

// Zendesk gives a webhook about 10 s (reference: §9), Freshdesk says nothing.
const limitMs = 5000

/**
 * Stores a hint. False: the store is away, or had not answered in time; then it may still be stored, and a repeat does no harm.
 * `onStored` is called whenever it is stored, also late. Rejects for what is a defect of ours.
 */
export const putHintInTime = (
  hint: Hint,
  {
    putHint,
    clock,
    onStored,
  }: { putHint: TriageStore['putHint']; clock: Pick<Clock, 'after'>; onStored: () => void },
): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => resolve(false))
    putHint(hint).then(
      () => {
        cancel()
        onStored()
        resolve(true)
      },
      (error: unknown) => {
        cancel()
        if (error instanceof TriageUnavailable) resolve(false)
        else reject(error)
      },
    )
  })
