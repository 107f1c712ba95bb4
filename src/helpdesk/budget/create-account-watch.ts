/**
 * Reads the account's state from what answers tell: how many credits others spend (people, other apps: they use the same
 * limit), and how many are left. Freshdesk names total and remaining, never whose calls they were nor when the window
 * began, so both are inferred. Every figure for others is a lower bound: our calls under way count as ours.
 */
export interface AccountWatch {
  /** A call of ours is on its way. Returns its mark, for `saw`. */
  sent(cost: number, now: number): CallMark
  /** That call was never sent. */
  returned(mark: CallMark): void
  /** That call ended, with or without an answer. */
  ended(mark: CallMark): void
  saw(sight: Sight): void
  /** The vendor has told when its window ends. */
  willEnd(at: number): void
  /** Credits that others spend in a window, as far as seen: the larger of this window and the one before. */
  others(now: number): number
  /** Credits left at this moment, our calls since the last answer taken off, and our siblings' at their pace. Null: not known, or too old to tell. */
  remaining(now: number): number | null
  /** When the vendor's window ends at the latest (ms). Null: not known. */
  windowEndsAt(): number | null
}

export interface CallMark {
  cost: number
  sentAt: number
  /** Our credits from the start up to this call. */
  count: number
  /** Our credits whose calls had ended when this one was sent: those that the vendor surely counted before it. */
  ended: number
}

export interface Sight {
  mark: CallMark
  total: number
  remaining: number
  /** What we spent in the last window, calls under way included. */
  ours: number
  now: number
}

/** Other processes of ours on the same account. */
export interface Siblings {
  /** The most that they had spent in a window up to the moment `lagMs` ago. */
  credits(): number
  lagMs: number
}

interface VendorWindow {
  beganAt: number
  /** Our count when it began, or lower, such that `count - countAtStart` is the most of it that can be ours. */
  countAtStart: number
  others: number
  highest: { used: number; at: number }
}

// Answers overtake each other; only a drop larger than that shows that a new window began.
const smallestDrop = 3
const dropShare = 0.1
// Nothing recognised as a new window for this long: begin to count afresh.
const stalePart = 1.25

const noSiblings: Siblings = { credits: () => 0, lagMs: 0 }

export const createAccountWatch = (windowMs: number, siblings: Siblings = noSiblings): AccountWatch => {
  let count = 0
  let ended = 0
  let current: VendorWindow | null = null
  let previous: { window: VendorWindow | null; until: number } = {
    window: null,
    until: Number.NEGATIVE_INFINITY,
  }
  /** Calls that are not ours alone, until it is known which of them were our siblings'. */
  let unexplained: { window: VendorWindow; credits: number; at: number }[] = []
  let latest: { count: number; remaining: number; at: number } | null = null

  const begin = (sight: Sight, used: number) => {
    const { now } = sight
    previous = {
      window: current && now - current.highest.at < windowMs ? current : null,
      until: now + windowMs,
    }
    const ours = Math.min(used, sight.ours)
    // Calls that were under way together with this one may be counted after it: they will be ours too.
    const notYetCounted = count - sight.mark.ended - sight.mark.cost
    current = {
      beganAt: now,
      countAtStart: count - ours - notYetCounted,
      others: 0,
      highest: { used, at: now },
    }
    suspect(current, used - ours, now)
  }

  const suspect = (window: VendorWindow, credits: number, now: number) => {
    if (credits > window.others) unexplained.push({ window, credits, at: now })
    explain(now)
  }

  const explain = (now: number) => {
    const first = unexplained[0]
    if (!first || first.at > now - siblings.lagMs) return
    const known = siblings.credits()
    for (const { window, credits, at } of unexplained) {
      if (at <= now - siblings.lagMs) window.others = Math.max(window.others, credits - known)
    }
    unexplained = unexplained.filter(({ at }) => at > now - siblings.lagMs)
  }

  const isNewWindow = (window: VendorWindow, sight: Sight, used: number): boolean => {
    const { mark, now, total } = sight
    const drop = window.highest.used - used
    const dropped = mark.sentAt >= window.highest.at && drop >= Math.max(smallestDrop, total * dropShare)
    return dropped || now - window.highest.at >= windowMs || now - window.beganAt >= windowMs * stalePart
  }

  return {
    sent: (cost, now) => {
      count += cost
      return { cost, sentAt: now, count, ended }
    },
    returned: (mark) => {
      count -= mark.cost
      if (current && mark.count > current.countAtStart) current.countAtStart -= mark.cost
      if (latest && latest.count >= mark.count) latest.count -= mark.cost
    },
    ended: (mark) => {
      ended += mark.cost
    },
    saw: (sight) => {
      const { mark, now } = sight
      const used = Math.max(0, sight.total - sight.remaining)
      if (!latest || mark.count >= latest.count || now - latest.at >= windowMs) {
        latest = { count: mark.count, remaining: sight.remaining, at: now }
      }
      if (!current || isNewWindow(current, sight, used)) return begin(sight, used)
      // Sent before the window was seen to begin: it may tell of the window before.
      if (mark.sentAt < current.beganAt) return
      suspect(current, used - (count - current.countAtStart), now)
      if (used >= current.highest.used) current.highest = { used, at: now }
    },
    willEnd: (at) => {
      if (current) current.beganAt = at - windowMs
    },
    others: (now) => {
      explain(now)
      const before = now < previous.until ? (previous.window?.others ?? 0) : 0
      const stale = !current || now - current.highest.at >= windowMs
      return Math.max(before, current && !stale ? current.others : 0)
    },
    remaining: (now) => {
      if (!latest || !current || now >= current.beganAt + windowMs || now - latest.at >= windowMs) return null
      const bySiblings = (siblings.credits() * (now - latest.at)) / windowMs
      return Math.max(0, Math.floor(latest.remaining - (count - latest.count) - bySiblings))
    },
    windowEndsAt: () => (current ? current.beganAt + windowMs : null),
  }
}
