import type { Observation, Operation } from '../../src/helpdesk/governor.ts'

export interface AccountRules {
  total: number
  windowMs: number
  /** When the account's first window begins, relative to time 0. */
  phaseMs?: number
  operations?: Partial<Record<Operation, number>>
  /** A sliding window instead of fixed ones. */
  sliding?: boolean
  /** Whether the answers carry the rate limit headers. */
  headers?: boolean
}

/** A help desk account as Freshdesk counts: a limit for all callers together, and one for each kind of call. */
export const createLimitedAccount = (rules: AccountRules) => {
  const { total, windowMs, phaseMs = 0, operations = {}, sliding = false, headers = true } = rules
  let window = Number.NEGATIVE_INFINITY
  let counted: { at: number; cost: number; operation: Operation }[] = []
  const tally = { served: 0, refused: 0, othersServed: 0, othersRefused: 0 }

  const forget = (now: number) => {
    const current = Math.floor((now - phaseMs) / windowMs)
    if (sliding) counted = counted.filter(({ at }) => at > now - windowMs)
    else if (current !== window) counted = []
    window = current
  }
  const sum = (operation?: Operation) =>
    counted.reduce((used, call) => used + (operation && call.operation !== operation ? 0 : call.cost), 0)
  const windowEnd = () => (window + 1) * windowMs + phaseMs

  const call = (now: number, operation: Operation, cost: number): Observation => {
    forget(now)
    const own = operations[operation]
    const fits = sum() + cost <= total && (own === undefined || sum(operation) + cost <= own)
    if (fits) counted.push({ at: now, cost, operation })
    return {
      outcome: 'answered',
      status: fits ? 200 : 429,
      total: headers ? total : null,
      remaining: headers ? total - sum() : null,
      retryAfterMs: fits ? null : Math.ceil((sliding ? windowMs / 4 : windowEnd() - now) / 1000) * 1000,
    }
  }

  return {
    tally,
    call: (now: number, operation: Operation = 'create', cost = 1): Observation => {
      const observation = call(now, operation, cost)
      if (observation.status === 429) tally.refused++
      else tally.served++
      return observation
    },
    /** Somebody else uses the account. */
    callByOthers: (now: number) => {
      if (call(now, 'other', 1).status === 429) tally.othersRefused++
      else tally.othersServed++
    },
  }
}
