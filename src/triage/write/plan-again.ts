import type { Failure } from '../../helpdesk/outcome.ts'
import { backoffMs } from '../../ops/backoff.ts'

const pause = { first: 5_000, ceiling: 600_000 }
const spreadMs = 1_000
/** What the help desk refuses so often it will not take. */
const mostRefusals = 8

export type AgainPlan = { kind: 'again'; dueAt: number } | { kind: 'give-up'; why: 'forbidden' | 'refused' }

/**
 * When something is tried again that had no effect: at the time that was named, a little spread, else after a pause that doubles with
 * each attempt. What passes by itself is tried for ever, a refusal eight times. Pure.
 */
export function planAgain(
  { failure, attempts, now }: { failure: Failure; attempts: number; now: number },
  random: () => number,
): AgainPlan {
  const later: AgainPlan = {
    kind: 'again',
    dueAt: now + backoffMs(attempts, pause, () => 0.5 + random() / 2),
  }
  const at = (time: number): AgainPlan => ({
    kind: 'again',
    dueAt: Math.max(now, time) + Math.round(random() * spreadMs),
  })
  switch (failure.kind) {
    case 'held':
      return failure.retryAt === null ? later : at(failure.retryAt)
    case 'rate-limited':
      return at(failure.retryAt)
    case 'credentials':
    case 'unavailable':
    case 'conflict':
      return later
    case 'forbidden':
      return attempts < mostRefusals ? later : { kind: 'give-up', why: 'forbidden' }
    case 'not-found':
    case 'gone':
    case 'invalid':
    case 'too-large':
    case 'unsupported':
      return attempts < mostRefusals ? later : { kind: 'give-up', why: 'refused' }
    default:
      return failure satisfies never
  }
}
