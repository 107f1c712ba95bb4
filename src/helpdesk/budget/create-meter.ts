/**
 * Spends at most `allowance` credits in any window of `windowMs`, wherever the window starts, and spreads them evenly
 * while somebody waits. All times are milliseconds of one clock that never runs backwards.
 *
 * Two rules together. The log: a credit counts from the moment it is spent until a window after its call ended, since the
 * vendor may have counted it at any moment in between. The pace: the next credit comes no sooner than can be kept up
 * until the log gives credits back, so that a burst is paid for by a slower pace and never by a standstill. What was not
 * used while nobody waited is kept, up to a quarter of the allowance, so that a few calls after a pause go out at once.
 */
export interface Meter {
  allowance(): number
  /** 0: nothing goes. `atOnce`: credits that were moved here from another meter, and need not be paced from now on. */
  setAllowance(allowance: number, now: number, atOnce?: number): void
  /** When `cost` may be spent: `now` or earlier is at once; Infinity: only after a call under way has ended. */
  readyAt(cost: number, now: number): number
  spend(cost: number, now: number): void
  /** The call that spent `cost` ended. */
  end(cost: number, now: number): void
  /** The call was never sent, or the vendor did not count it. */
  refund(cost: number, now: number): void
  /** Nobody has waited up to now: keeps what was not used. */
  rest(now: number): void
  /** Nothing before `until`, and no burst after it. */
  pause(until: number): void
  /** Credits that count at this moment; those of calls under way included. */
  spent(now: number): number
  /** The part of `spent` whose calls have ended. */
  ended(now: number): number
}

const burstShare = 0.25
const smallestBurst = 4
// A timer comes late now and then; what it missed is caught up, a twentieth of a window at most.
const catchUpShare = 0.05

/** The most credits that a meter lets go within `ms`, whatever was saved up before. */
export const mostWithin = (
  ms: number,
  { allowance, windowMs }: { allowance: number; windowMs: number },
): number => {
  const burst = Math.max(smallestBurst, Math.ceil(allowance * burstShare))
  return Math.min(allowance, burst + Math.ceil(allowance * (ms / windowMs + catchUpShare)) + 1)
}

export const createMeter = (windowMs: number, firstAllowance: number): Meter => {
  let allowance = firstAllowance
  let underWay = 0
  let endedCredits = 0
  let log: { leavesAt: number; cost: number }[] = []
  let head = 0
  let nextAt = Number.NEGATIVE_INFINITY

  const burst = () => Math.min(allowance, Math.max(smallestBurst, Math.ceil(allowance * burstShare)))
  let stored = burst()

  const prune = (now: number) => {
    for (let entry = log[head]; entry && entry.leavesAt <= now; entry = log[head]) {
      endedCredits -= entry.cost
      head++
    }
    if (head > 64 && head * 2 > log.length) {
      log = log.slice(head)
      head = 0
    }
  }

  /** The shortest even spacing that never has to stop: the m-th credit from now must not come before it is free. */
  const spacing = (now: number): number => {
    if (allowance === Number.POSITIVE_INFINITY) return 0
    let gap = windowMs / allowance
    let free = allowance - underWay - endedCredits
    for (let index = head; index < log.length; index++) {
      const entry = log[index]
      if (!entry) break
      if (free >= 0) gap = Math.max(gap, (entry.leavesAt - now) / (free + 1))
      free += entry.cost
    }
    return gap
  }

  const windowReadyAt = (cost: number, now: number): number => {
    // A call dearer than the whole allowance goes alone: refused for ever would be worse.
    let excess = Math.min(underWay + endedCredits + cost - allowance, underWay + endedCredits)
    if (excess <= 0) return now
    for (let index = head; index < log.length; index++) {
      const entry = log[index]
      if (!entry) break
      excess -= entry.cost
      if (excess <= 0) return entry.leavesAt
    }
    return Number.POSITIVE_INFINITY
  }

  return {
    allowance: () => allowance,
    setAllowance: (next, now, atOnce = 0) => {
      if (next === allowance) return
      prune(now)
      allowance = next
      stored = Math.min(stored + atOnce, burst())
      if (nextAt > now) nextAt = Math.min(nextAt, now + spacing(now))
    },
    readyAt: (cost, now) => {
      prune(now)
      if (allowance <= 0) return Number.POSITIVE_INFINITY
      const paced = nextAt <= now || stored >= cost ? now : nextAt
      return Math.max(paced, windowReadyAt(cost, now))
    },
    spend: (cost, now) => {
      prune(now)
      underWay += cost
      if (nextAt <= now) {
        nextAt = Math.max(nextAt, now - windowMs * catchUpShare) + cost * spacing(now)
      } else {
        stored = Math.max(0, stored - cost)
      }
    },
    end: (cost, now) => {
      underWay -= cost
      endedCredits += cost
      const leavesAt = now + windowMs
      const last = log[log.length - 1]
      if (last?.leavesAt === leavesAt && log.length > head) last.cost += cost
      else log.push({ leavesAt, cost })
      prune(now)
    },
    refund: (cost, now) => {
      underWay -= cost
      prune(now)
      stored = Math.min(burst(), stored + cost)
    },
    rest: (now) => {
      if (nextAt >= now) return
      // Not since the beginning of time, times nothing.
      if (allowance > 0) stored = Math.min(burst(), stored + ((now - nextAt) * allowance) / windowMs)
      nextAt = now
    },
    pause: (until) => {
      nextAt = Math.max(nextAt, until)
      stored = 0
    },
    spent: (now) => {
      prune(now)
      return underWay + endedCredits
    },
    ended: (now) => {
      prune(now)
      return endedCredits
    },
  }
}
