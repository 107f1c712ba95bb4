import type { Limits } from './options.ts'

/** Operations with a limit of their own. */
export type LimitedOperation = 'create' | 'update' | 'listTickets' | 'listContacts'

export type Spending =
  | { granted: true; headers: Record<string, string> }
  | { granted: false; headers: Record<string, string> }

export interface RateLimit {
  /** Spends credits, or refuses. A refused call spends nothing. */
  spend(credits: number, operation: LimitedOperation | null): Spending
  /** The limits in force; may be changed while it runs. */
  readonly limits: Limits
  /** Credits left in this window. */
  remaining(): number
  reset(): void
}

/**
 * A fixed window that starts with its first call, for the whole account. The total counts credits; single operations
 * count calls. Whether a refusal by an operation's own limit shows credits remaining is undocumented: here it does.
 */
export const createRateLimit = (initial: Limits, now: () => number): RateLimit => {
  const limits = { ...initial }
  let startedAt = Number.NEGATIVE_INFINITY
  let used = 0
  const calls: Record<LimitedOperation, number> = { create: 0, update: 0, listTickets: 0, listContacts: 0 }

  const clear = (): void => {
    used = 0
    for (const operation of Object.keys(calls)) calls[operation as LimitedOperation] = 0
  }
  const usedByOthers = (): number =>
    Math.min(
      limits.otherAppsUse,
      Math.floor((limits.otherAppsUse * (now() - startedAt)) / limits.perWindowMs),
    )
  const isOver = (): boolean => now() - startedAt >= limits.perWindowMs
  const remaining = (): number =>
    isOver() ? limits.total : Math.max(0, limits.total - used - usedByOthers())

  const describe = (credits: number): Record<string, string> => ({
    'x-ratelimit-total': String(limits.total),
    'x-ratelimit-remaining': String(remaining()),
    'x-ratelimit-used-currentrequest': String(credits),
  })

  return {
    limits,
    remaining,
    spend: (credits, operation) => {
      if (isOver()) {
        startedAt = now()
        clear()
      }
      const own = operation === null ? null : limits[operation]
      const isBeyondOwn = operation !== null && own !== null && calls[operation] >= own
      if (isBeyondOwn || remaining() < credits) {
        const seconds = Math.max(1, Math.ceil((startedAt + limits.perWindowMs - now()) / 1000))
        return { granted: false, headers: { ...describe(0), 'retry-after': String(seconds) } }
      }
      used += credits
      if (operation !== null) calls[operation] += 1
      return { granted: true, headers: describe(credits) }
    },
    reset: () => {
      startedAt = Number.NEGATIVE_INFINITY
      clear()
    },
  }
}
