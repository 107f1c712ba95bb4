import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { AccountShare, ShareReport } from '../account-share.ts'
import { createSteadyTime } from '../steady-time.ts'
import { createLargestLately } from './create-largest-lately.ts'
import { decideShare, type ShareDecision } from './decide-share.ts'
import type { ShareRow, ShareStore, ShareView } from './share-store.ts'

export interface LeasedShareDependencies {
  helpdesk: string
  /** Never used by another process, nor by this one before it was started anew. */
  replica: string
  store: ShareStore
  clock: Clock
  logger: Logger
  random: () => number
  windowMs: number
  /** How often the processes agree anew. */
  everyMs?: number
  /** How long a share is good for when the store cannot be asked. */
  leaseMs?: number
}

const defaultEveryMs = 1000
const defaultLeaseMs = 5000
// Hurried beats of many callers at once become one.
const shortestGapMs = 100
// A pause is believed so far (an old account's window of an hour): longer ones come from a store whose clock was set back.
const longestPauseMs = 3_900_000
// The others write what they have spent at their next beat, and it is read at the next one here.
const lagBeats = 2.5
const quiet: ShareReport = {
  spentPart: 0,
  neededPart: 0,
  unitPart: 1,
  pausedForMs: 0,
  mostPart: (part) => part,
}

/**
 * A share of the account that is leased from a common store: agreed on at every beat, good until a while after the beat
 * *began*, so that it ends here before the others count it as ended, whatever happened in between (a store that is away, a
 * process that was stopped). What shrinks does so before it is written, what grows after.
 */
export const createLeasedShare = (dependencies: LeasedShareDependencies): AccountShare => {
  const { helpdesk, replica, store, clock, logger, random, windowMs } = dependencies
  const { everyMs = defaultEveryMs, leaseMs = defaultLeaseMs } = dependencies
  const time = createSteadyTime(clock)
  const listeners = new Set<() => void>()
  const largestBeside = createLargestLately(2 * lagBeats * everyMs)
  let report = () => quiet
  let granted = 0
  let leaseEndsAt = Number.NEGATIVE_INFINITY
  let pausedUntil = Number.NEGATIVE_INFINITY
  let easing = 0
  let decidedAt = Number.NEGATIVE_INFINITY
  let beganAt = Number.NEGATIVE_INFINITY
  let beating: Promise<boolean> | null = null
  let isAway = false
  let isHurried = false
  let closing: Promise<void> | null = null
  let cancelNext = () => {}

  const part = (): number => (closing === null && time.now() < leaseEndsAt ? granted : 0)

  const decide = ({ rows, now }: ShareView): { decision: ShareDecision; own: ShareRow } => {
    const at = time.now()
    const { spentPart, neededPart, unitPart, pausedForMs, mostPart } = report()
    const decision = decideShare({
      replica,
      part: part(),
      spentPart,
      neededPart,
      unitPart,
      easing,
      elapsedMs: at - decidedAt,
      windowMs,
      rows,
      now,
    })
    granted = Math.min(granted, decision.part)
    // Between two beats it has the part of one or of the other.
    const most = mostPart(Math.max(granted, decision.part), leaseMs)
    const row = { replica, spentPart, mostPart: most, neededPart, windowMs }
    const pause = pausedForMs > 0 ? Math.ceil(now + pausedForMs) : 0
    return {
      decision,
      own: { ...row, part: decision.part, pausedUntil: pause, expiresAt: Math.ceil(now + leaseMs) },
    }
  }

  const take = (decision: ShareDecision, storeNow: number) => {
    const before = { part: part(), beside: beside(), pausedUntil }
    granted = decision.part
    easing = decision.easing
    decidedAt = time.now()
    leaseEndsAt = beganAt + leaseMs
    largestBeside.add(decision.beside, decidedAt)
    const pauseMs = decision.pausedUntil - storeNow
    // By the store's clock it ends at one moment; carried over anew each time, it would move by the time that a beat takes.
    const until = decidedAt + Math.min(pauseMs, longestPauseMs)
    if (pauseMs <= 0) pausedUntil = Number.NEGATIVE_INFINITY
    else if (Math.abs(until - pausedUntil) > shortestGapMs) pausedUntil = until
    if (part() !== before.part || beside() !== before.beside || pausedUntil !== before.pausedUntil) notify()
  }

  const notify = () => {
    for (const listener of listeners) listener()
  }

  const beat = async (): Promise<boolean> => {
    beganAt = time.now()
    let latest: { decision: ShareDecision; now: number } | null = null
    try {
      await store.beat((view) => {
        const { decision, own } = decide(view)
        latest = { decision, now: view.now }
        return { own, over: decision.over }
      })
    } catch (error) {
      reportAway(error)
      return false
    }
    return settle(latest)
  }

  const settle = (latest: { decision: ShareDecision; now: number } | null): boolean => {
    if (isAway) logger.info({ helpdesk }, 'The share of the account is agreed on again.')
    isAway = false
    if (latest) take(latest.decision, latest.now)
    return true
  }

  const reportAway = (error: unknown) => {
    if (!isAway) {
      logger.warn({ helpdesk, err: error }, 'The share of the account could not be agreed on; it ends soon.')
    }
    isAway = true
  }

  const schedule = (ms: number) => {
    cancelNext()
    if (closing === null) cancelNext = clock.after(ms, run)
  }

  const run = () => {
    if (beating !== null || closing !== null) return
    cancelNext()
    isHurried = false
    beating = beat()
    void beating.then(() => {
      beating = null
      schedule(isHurried ? shortestGapMs : everyMs * (0.9 + 0.2 * random()))
    })
  }

  const leave = async () => {
    await beating
    try {
      await store.beat((view) => {
        const { own, decision } = decide(view)
        // What was spent counts for a window from now.
        return {
          own: { ...own, part: 0, mostPart: own.spentPart, neededPart: 0, expiresAt: Math.floor(view.now) },
          over: decision.over,
        }
      })
    } catch (error) {
      logger.warn({ helpdesk, err: error }, 'The share of the account could not be given back; it runs out.')
    }
  }

  const beside = (): number => largestBeside.get(time.now()) ?? 1

  schedule(0)

  return {
    part,
    beside,
    besideLagMs: lagBeats * everyMs,
    pausedForMs: () => Math.max(0, pausedUntil - time.now()),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setReport: (next) => {
      report = next
    },
    hurry: () => {
      if (beating === null) schedule(Math.max(0, beganAt + shortestGapMs - time.now()))
      else isHurried = true
    },
    close: () => {
      if (closing === null) {
        cancelNext()
        closing = leave()
      }
      return closing
    },
  }
}
