import type { DeliveryConfig } from '../../schemas/delivery-configuration.ts'
import type { Failure } from '../helpdesk/helpdesk.ts'
import { backoffMs } from '../ops/backoff.ts'

/** `failed`: the failure may lie in this hand-off; false when the help desk or its budget is the reason. */
export interface Retry {
  kind: 'retry'
  dueAt: number
  why: string
  failed: boolean
}

/** When to try again. What names a time gets that time, a little spread; everything else the exponential backoff. */
export const planRetry = (
  { failure, attempts, now }: { failure: Failure; attempts: number; now: number },
  delivery: Pick<DeliveryConfig, 'retryFirst' | 'retryCeiling'>,
  random: () => number,
): Retry => {
  const { retryFirst: first, retryCeiling: ceiling } = delivery
  const retry = (failed: boolean, dueAt: number): Retry => ({
    kind: 'retry',
    dueAt,
    why: failure.message,
    failed,
  })
  const backedOff = now + backoffMs(attempts, { first, ceiling }, random)
  // So that all who were told the same time do not come at the same instant.
  const spread = Math.round(random() * Math.min(1000, first))
  switch (failure.kind) {
    case 'held':
      return retry(false, failure.retryAt === null ? backedOff : Math.max(now, failure.retryAt) + spread)
    case 'rate-limited':
      return retry(false, Math.max(now, failure.retryAt) + spread)
    case 'credentials':
      return retry(false, backedOff)
    case 'unavailable':
      // An answer, even a 500, may be about this hand-off; no answer is about the help desk.
      return retry(failure.status !== null, backedOff)
    case 'forbidden':
    case 'not-found':
    case 'gone':
    case 'conflict':
    case 'invalid':
    case 'too-large':
    case 'unsupported':
      return retry(true, backedOff)
    default:
      return failure satisfies never
  }
}
