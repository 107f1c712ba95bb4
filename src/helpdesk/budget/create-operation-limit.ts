import { createMeter, type Meter } from './create-meter.ts'
import { createPause, type Pause } from './create-pause.ts'
import { cutToPart, isWhole } from './cut-to-part.ts'
import { decideShareOfTotal } from './decide-allowance.ts'

/**
 * The limit that one kind of calls has apart from the account's total: the plan's or the configured one, and what 429s
 * with calls remaining have taught. What was learnt is forgotten slowly, so that a larger plan is found.
 */
export interface OperationLimit {
  meter: Meter
  pause: Pause
  /** Calls a window that the whole account may make; Infinity: no limit known. */
  setKnown(limit: number, now: number): void
  /** This process's part of what is ours, 0..1. `isMoved`: credits that come with a larger part may be spent at once. */
  setPart(part: number, isMoved: boolean, now: number): void
  /** Calls a window that all our processes together may make. */
  ours(): number
  /** A call sent at `sentAt` was refused although the account had calls left. Returns the limit learnt, if it is new. */
  refused(refusal: { sentAt: number; retryAfterMs: number | null; now: number }): number | null
  /** Call before use: lets what was learnt recover. */
  refresh(now: number): void
  forget(now: number): void
}

// Half an hour at Freshdesk's minute: finding out costs one refused call, well under one in a hundred.
const recoveryWindows = 30
const recoveryFactor = 1.1
// Without a part of its own a process cannot tell what the others had.
const leastPart = 0.01

export const createOperationLimit = (
  windowMs: number,
  share: number,
  random: () => number,
): OperationLimit => {
  const meter = createMeter(windowMs, Number.POSITIVE_INFINITY)
  const pause = createPause(windowMs, random)
  let known = Number.POSITIVE_INFINITY
  let part = 1
  let learnt: { limit: number; at: number } | null = null

  const ours = () => decideShareOfTotal(Math.min(known, learnt?.limit ?? Number.POSITIVE_INFINITY), share)

  const apply = (now: number, isMoved = false) => {
    const next = cutToPart(ours(), part)
    meter.setAllowance(next, now, isMoved ? Math.max(0, next - meter.allowance()) : 0)
  }

  /** What went through in the last window for all of us: others had the rest of it, as far as is known. */
  const wentThrough = (now: number): number => {
    const own = meter.ended(now)
    return isWhole(part) ? own : Math.floor(own / Math.max(part, own / ours(), leastPart))
  }

  return {
    meter,
    pause,
    setKnown: (limit, now) => {
      known = limit
      apply(now)
    },
    setPart: (next, isMoved, now) => {
      part = next
      apply(now, isMoved)
    },
    ours,
    refused: ({ sentAt, retryAfterMs, now }) => {
      const isNew = sentAt >= pause.until()
      pause.refused({ sentAt, retryAfterMs, now })
      meter.pause(pause.until())
      if (!isNew) return null
      const limit = Math.max(1, Math.min(wentThrough(now), learnt?.limit ?? Number.POSITIVE_INFINITY))
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
