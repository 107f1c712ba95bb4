import type { Failure } from '../helpdesk/helpdesk.ts'

/**
 * What a look into the conversation found. `taken`: a message of ours, which is now this write's. `rival`: one that may be another
 * write's, which is being sent at this moment.
 */
export type Look =
  | { kind: 'taken'; messageId: string }
  | { kind: 'absent' }
  | { kind: 'rival' }
  | { kind: 'unreadable'; failure: Failure }

export type AfterLook =
  | { kind: 'adopt'; messageId: string }
  | { kind: 'send-again' }
  /** It cannot be told yet; nothing is sent. Null: the help desk says no more than that it did not answer. */
  | { kind: 'wait'; retryAfterMs: number; failure: Failure | null }

/** Shortest time after which to ask again, so that nobody asks in a circle. */
export const shortestWaitMs = 1_000
const rivalWaitMs = 5_000

/**
 * Decides after a look that began at `lookedAt` (ms) for a write whose fate is unknown since `lostAt`. What is not there is only
 * gone when the look began after the settle time: until then the help desk may still be at work on it.
 */
export const decideAfterLook = (
  look: Look,
  { lookedAt, lostAt, settleMs }: { lookedAt: number; lostAt: number; settleMs: number },
): AfterLook => {
  const rest = Math.max(shortestWaitMs, lostAt + settleMs - lookedAt)
  switch (look.kind) {
    case 'taken':
      return { kind: 'adopt', messageId: look.messageId }
    case 'absent':
      return lookedAt - lostAt >= settleMs
        ? { kind: 'send-again' }
        : { kind: 'wait', retryAfterMs: rest, failure: null }
    case 'rival':
      return { kind: 'wait', retryAfterMs: Math.max(rest, rivalWaitMs), failure: null }
    case 'unreadable': {
      const retryAt = 'retryAt' in look.failure ? (look.failure.retryAt ?? lookedAt) : lookedAt
      return {
        kind: 'wait',
        retryAfterMs: Math.max(rest, rivalWaitMs, retryAt - lookedAt),
        failure: look.failure,
      }
    }
    default:
      return look satisfies never
  }
}
