import type { Limits, ZendeskSandboxOptions } from './options.ts'

export interface Spent {
  granted: boolean
  headers: Record<string, string>
}

export interface RateLimit {
  /** Spends one call, or refuses; a refused call spends nothing. `update`: the ticket and the user of an update. */
  spend(call: { limit: 'update' | 'incremental' | 'users' | null; ticket: string | null }): Spent
  readonly limits: Limits
  reset(): void
}

export const usualLimits: Limits = {
  total: 700,
  perWindowMs: 60_000,
  updatesPerTicket: 30,
  ticketWindowMs: 600_000,
  updates: 100,
  incremental: 10,
  users: 60,
  otherAppsUse: 0,
}

/** A fixed window for the account and its endpoints, and a sliding one of ten minutes for the updates of each ticket. */
export const createRateLimit = (
  initial: Limits,
  spelling: NonNullable<ZendeskSandboxOptions['rateLimitHeaders']>,
  now: () => number,
): RateLimit => {
  const limits = { ...initial }
  let startedAt = Number.NEGATIVE_INFINITY
  let used = 0
  const calls = { update: 0, incremental: 0, users: 0 }
  const updates = new Map<string, number[]>()

  const byOthers = () =>
    Math.min(
      limits.otherAppsUse,
      Math.floor((limits.otherAppsUse * (now() - startedAt)) / limits.perWindowMs),
    )
  const remaining = () => Math.max(0, limits.total - used - byOthers())
  const windowSeconds = () => Math.max(1, Math.ceil((startedAt + limits.perWindowMs - now()) / 1000))

  const describe = (): Record<string, string> => ({
    ...(spelling === 'both' || spelling === 'x'
      ? { 'x-rate-limit': String(limits.total), 'x-rate-limit-remaining': String(remaining()) }
      : {}),
    ...(spelling === 'both' || spelling === 'plain'
      ? {
          'ratelimit-limit': String(limits.total),
          'ratelimit-remaining': String(remaining()),
          'ratelimit-reset': String(windowSeconds()),
        }
      : {}),
  })
  const refuse = (seconds: number): Spent => ({
    granted: false,
    headers: { ...describe(), 'retry-after': String(seconds) },
  })

  return {
    limits,
    spend: ({ limit, ticket }) => {
      if (now() - startedAt >= limits.perWindowMs) {
        startedAt = now()
        used = 0
        calls.update = calls.incremental = calls.users = 0
      }
      if (remaining() < 1) return refuse(windowSeconds())
      const own = { update: limits.updates, incremental: limits.incremental, users: limits.users }
      const most = limit === null ? null : own[limit]
      if (limit !== null && most !== null && calls[limit] >= most) return refuse(windowSeconds())
      if (ticket !== null) {
        const recent = (updates.get(ticket) ?? []).filter((at) => now() - at < limits.ticketWindowMs)
        const oldest = recent[0]
        if (oldest !== undefined && recent.length >= limits.updatesPerTicket)
          return refuse(Math.max(1, Math.ceil((oldest + limits.ticketWindowMs - now()) / 1000)))
        updates.set(ticket, [...recent, now()])
      }
      used += 1
      if (limit !== null) calls[limit] += 1
      return { granted: true, headers: describe() }
    },
    reset: () => {
      startedAt = Number.NEGATIVE_INFINITY
      used = 0
      updates.clear()
    },
  }
}
