import { createMeter, type Meter } from './create-meter.ts'
import { createPause, type Pause } from './create-pause.ts'

/**
 * The limit that one kind of calls has apart from the account's total: the plan's or the configured one, and what 429s
 * with calls remaining have taught. What was learnt is forgotten slowly, so that a larger plan is found.
 */
export interface OperationLimit {
  meter: Meter
  pause: Pause
  /** Calls a window that the whole account may make; Infinity: no limit known. */
  setKnown(limit: number, now: number): void
  /** A call sent at `sentAt` was refused although the account had calls left. Returns the limit learnt, if it is new. */
  refused(refusal: { sentAt: number; retryAfterMs: number | null; now: number }): number | null
  /** Call before use: lets what was learnt recover. */
  refresh(now: number): void
  forget(now: number): void
}

// Half an hour at Freshdesk's minute: finding out costs one refused call, well under one in a hundred.
const recoveryWindows = 30
const recoveryFactor = 1.1

export const createOperationLimit = (
  windowMs: number,
  share: number,
  random: () => number,
): OperationLimit => {
  const meter = createMeter(windowMs, Number.POSITIVE_INFINITY)
  const pause = createPause(windowMs, random)
  let known = Number.POSITIVE_INFINITY
  let learnt: { limit: number; at: number } | null = null

  const apply = (now: number) => {
    const limit = Math.min(known, learnt?.limit ?? Number.POSITIVE_INFINITY)
    meter.setAllowance(Math.max(1, Math.floor(limit * share)), now)
  }

  return {
    meter,
    pause,
    setKnown: (limit, now) => {
      known = limit
      apply(now)
    },
    refused: ({ sentAt, retryAfterMs, now }) => {
      const isNew = sentAt >= pause.until()
      pause.refused({ sentAt, retryAfterMs, now })
      meter.pause(pause.until())
      if (!isNew) return null
      const limit = Math.max(1, Math.min(meter.ended(now), learnt?.limit ?? Number.POSITIVE_INFINITY))
      learnt = { limit, at: now }
      apply(now)
      return limit
    },
    refresh: (now) => {
      if (!learnt || now - learnt.at < recoveryWindows * windowMs) return
      const limit = Math.max(learnt.limit + 1, learnt.limit * recoveryFactor)
      learnt = limit >= known ? null : { limit, at: now }
      apply(now)
    },
    forget: (now) => {
      learnt = null
      apply(now)
    },
  }
}
