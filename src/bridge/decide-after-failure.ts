import type { DeliveryConfig } from '../../schemas/delivery-configuration.ts'
import type { Failure } from '../helpdesk/helpdesk.ts'
import { planRetry, type Retry } from './plan-retry.ts'

/** What was tried: `create` and `add` are the writes that count; `reopen` may be repeated; `read` changes nothing. */
export type Tried = 'create' | 'add' | 'reopen' | 'read'

export type AfterFailure =
  | Retry
  /** The write's fate is unknown: keep its mark, come back when a late effect is excluded, and look. */
  | { kind: 'settle'; dueAt: number; why: string }
  /** The ticket does not take it: make one of its own, in the same attempt. */
  | { kind: 'create-instead'; why: string }
  /** Too large with files: try again without them, in the same attempt. */
  | { kind: 'without-files'; why: string }
  | { kind: 'park'; why: string }

export interface FailedTry {
  tried: Tried
  effect: 'none' | 'unknown'
  failure: Failure
  /** Claims so far, this one included. */
  attempts: number
  hasFiles: boolean
  now: number
}

type Delivery = Pick<DeliveryConfig, 'settle' | 'retryFirst' | 'retryCeiling'>

/**
 * Decides what follows a failure. There is no number of retries after which a hand-off is given up: it is parked only
 * when the help desk refuses what it says, which no repeat will change.
 */
export const decideAfterFailure = (
  { tried, effect, failure, attempts, hasFiles, now }: FailedTry,
  delivery: Delivery,
  random: () => number,
): AfterFailure => {
  const why = failure.message
  const retry = planRetry({ failure, attempts, now }, delivery, random)
  if (effect === 'unknown' && (tried === 'create' || tried === 'add')) {
    return { kind: 'settle', dueAt: Math.max(now + delivery.settle, retry.dueAt), why }
  }
  switch (failure.kind) {
    case 'held':
    case 'rate-limited':
    case 'credentials':
    case 'unavailable':
      return retry
    case 'forbidden':
    case 'not-found':
    case 'gone':
    case 'conflict':
      return tried === 'create' ? retry : { kind: 'create-instead', why }
    case 'too-large':
      if (hasFiles) return { kind: 'without-files', why }
      return tried === 'create' ? { kind: 'park', why } : { kind: 'create-instead', why }
    case 'invalid':
    case 'unsupported':
      return tried === 'create' ? { kind: 'park', why } : { kind: 'create-instead', why }
    default:
      return failure satisfies never
  }
}
