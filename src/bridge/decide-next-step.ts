import type { Entry, WriteMark } from '../ledger/ledger.ts'

/** What to do with a hand-off that was just claimed. */
export type NextStep =
  /** A write may still take effect: look only when it can no longer. */
  | { kind: 'wait-for-settle'; until: number; why: string }
  /** A write was sent and its fate is unknown: look before anything is sent. */
  | { kind: 'reconcile'; write: WriteMark }
  /** It was mailed meanwhile; the help desk may have made a ticket of the mail. */
  | { kind: 'look-for-mail' }
  /** `careful`: workers died over it before, so what is dangerous and not needed (fetching files) is left out. */
  | { kind: 'decide-target'; careful: boolean }
  | { kind: 'park'; why: string }

export interface StepTimes {
  /** From the end of a request whose fate is unknown until a late effect is excluded, ms. */
  settleMs: number
  /** How long one request may take, ms. */
  requestTimeoutMs: number
  /** How long a marked write may wait for its turn before it is sent, ms. */
  patienceMs: number
}

/** When a marked write can have no late effect any more, whatever became of the worker that sent it. */
export const settledAt = (write: WriteMark, { settleMs, requestTimeoutMs, patienceMs }: StepTimes): number =>
  write.at + patienceMs + requestTimeoutMs + settleMs

/**
 * A due time for giving back a hand-off that was not looked at: never one that reads as "the settle time is over" while a
 * marked write may still be under way.
 */
export const dueWhenSettled = (entry: Pick<Entry, 'write'>, dueAt: number, times: StepTimes): number =>
  entry.write === null ? dueAt : Math.max(dueAt, settledAt(entry.write, times))

// A worker that dies over a hand-off once was unlucky; ten times, the hand-off kills workers.
const carefulAfter = 5
const parkAfter = 10

/**
 * Decides the first step of an attempt. `brokenLeases` counts the claims that ended without any word of the worker.
 *
 * When a write was marked: if it ended with an unknown fate, its attempt set the due time to the request's end plus the
 * settle time, so a due time past the mark means that the wait is over. After a crash the end is unknown, and the latest
 * possible one counts: mark + patience + request time-out.
 */
export const decideNextStep = (
  entry: Pick<Entry, 'write' | 'dueAt' | 'flags'>,
  { now, brokenLeases, times }: { now: number; brokenLeases: number; times: StepTimes },
): NextStep => {
  const { write, dueAt, flags } = entry
  if (brokenLeases >= parkAfter) {
    return { kind: 'park', why: `Workers stopped ${brokenLeases} times while working on it.` }
  }
  if (write !== null) {
    const ended = dueAt !== null && dueAt >= write.at + times.settleMs && dueAt <= now
    const until = settledAt(write, times)
    return ended || now >= until
      ? { kind: 'reconcile', write }
      : { kind: 'wait-for-settle', until, why: 'A worker stopped while a write was under way.' }
  }
  if (flags.includes('mailed-fallback')) return { kind: 'look-for-mail' }
  return { kind: 'decide-target', careful: brokenLeases >= carefulAfter }
}
