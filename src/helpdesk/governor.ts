import type { Availability, BudgetReport, Failure, Lane } from './helpdesk.ts'

/** The kinds of calls that vendors limit apart from the account's total. */
export type Operation = 'create' | 'update' | 'list-tickets' | 'list-contacts' | 'other'

/**
 * Stands before every call to one help desk account: hands out permits so that the shared rate limit is spent smoothly and
 * by lane, and shuts the door on an outage, on refused credentials and on an announced limit. Types only.
 */
export interface Governor {
  /**
   * Waits for a turn. Resolves with a permit, or with a `held` failure when the door is shut, the signal aborts, or the
   * wait would exceed the caller's patience. `probe: true` passes a shut door (not the rate limit).
   */
  acquire(request: PermitRequest): Promise<Permit | { held: Extract<Failure, { kind: 'held' }> }>
  availability(): Availability
  onAvailability(listener: (availability: Availability) => void): () => void
  report(): BudgetReport
  /** Runs `probe` on schedule while the door is shut; a true answer opens it. Set once by the client that owns the governor. */
  setProbe(probe: () => Promise<boolean>): void
  close(): void
}

export interface PermitRequest {
  lane: Lane
  operation: Operation
  /** Rate-limit credits that the call costs (Freshdesk: 1, +1 or +2 an include). */
  cost: number
  signal?: AbortSignal
  probe?: boolean
}

export interface Permit {
  held?: never
  /** Must be called exactly once, with what the call showed. */
  settle(observation: Observation): void
}

/**
 * `answered`: any HTTP answer below 500, whatever it says; `no-answer`: no connection, a time-out, a cut, a 5xx.
 * `never-sent`: gave up before the request left; the credit is returned.
 */
export interface Observation {
  outcome: 'answered' | 'no-answer' | 'never-sent'
  status: number | null
  total: number | null
  remaining: number | null
  retryAfterMs: number | null
  /** A 429 that speaks of one record alone (Zendesk: 30 updates of a ticket in ten minutes): everything else goes on. */
  ofRecord?: boolean
}
