import type { Failure } from '../helpdesk/helpdesk.ts'
import type { Attempt, DeliveryTools } from './attempt.ts'
import { type AfterFailure, decideAfterFailure, type FailedTry } from './decide-after-failure.ts'
import { planRetry } from './plan-retry.ts'
import type { Settlement } from './settlement.ts'

/** What `decideAfterFailure` says, with the figures of this attempt. */
export const afterFailure = (
  attempt: Attempt,
  tools: DeliveryTools,
  failed: Pick<FailedTry, 'tried' | 'effect' | 'failure' | 'hasFiles'>,
): AfterFailure =>
  decideAfterFailure(
    { ...failed, attempts: attempt.claim.entry.attempts, now: tools.clock.now() },
    tools.config.delivery,
    tools.random,
  )

/** A decision that ends the attempt, as a settlement. `marked`: a write mark has to go when it had no effect. */
export const settleFailure = (
  after: Extract<AfterFailure, { kind: 'retry' | 'settle' | 'park' }>,
  failure: FailedTry['failure'],
  marked: boolean,
): Settlement => {
  const clear = marked ? failure.message : null
  switch (after.kind) {
    case 'retry':
      return { ...after, clear, settling: false, failure: failure.kind }
    case 'settle':
      return { ...after, kind: 'retry', failed: true, clear: null, settling: true, failure: failure.kind }
    case 'park':
      return { ...after, clear, failure: failure.kind }
    default:
      return after satisfies never
  }
}

/** Another attempt later, after a look that told nothing. */
export const retryLook = (attempt: Attempt, tools: DeliveryTools, failure: Failure): Settlement => {
  const { clock, config, random } = tools
  const tried = { failure, attempts: attempt.claim.entry.attempts, now: clock.now() }
  const retry = planRetry(tried, config.delivery, random)
  return { ...retry, clear: null, settling: false, failure: failure.kind }
}
