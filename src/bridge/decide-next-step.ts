import type { Entry, WriteMark } from '../ledger/ledger.ts'
import type { PastAttempts } from './read-attempts.ts'

/** What to do with a hand-off that was just claimed. */
export type NextStep =
  /** A write may still take effect: look only when it can no longer. */
  | { kind: 'wait-for-settle'; write: WriteMark; until: number; why: string }
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

const latestSettle = (write: WriteMark, { settleMs, requestTimeoutMs, patienceMs }: StepTimes): number =>
  write.at + patienceMs + requestTimeoutMs + settleMs

// A worker that dies over a hand-off once was unlucky; ten times, the hand-off kills workers.
const carefulAfter = 5
const parkAfter = 10

/**
 * Decides the first step of an attempt. A marked write is looked for only when it can have no late effect any more: the
 * settle time after the end of its request, or, when its worker never came back, after the latest end there can have been.
 */
export const decideNextStep = (
  entry: Pick<Entry, 'write' | 'flags'>,
  { now, past, times }: { now: number; past: PastAttempts; times: StepTimes },
): NextStep => {
  const { write, flags } = entry
  const { brokenLeases, writeEndedAt } = past
  if (brokenLeases >= parkAfter) {
    return { kind: 'park', why: `Workers stopped ${brokenLeases} times while working on it.` }
  }
  if (write !== null) {
    const until = writeEndedAt === null ? latestSettle(write, times) : writeEndedAt + times.settleMs
    if (now >= until) return { kind: 'reconcile', write }
    return {
      kind: 'wait-for-settle',
      write,
      until,
      why: 'It is too early to tell whether a write took effect.',
    }
  }
  if (flags.includes('mailed-fallback')) return { kind: 'look-for-mail' }
  return { kind: 'decide-target', careful: brokenLeases >= carefulAfter }
}
