import type { TriageFigures } from './create-triage-metrics.ts'

/**
 * Readings of the other rooms that health and metrics show, in shapes of their own: `ops` stands before the ledger and the
 * help desk and does not know them. The ledger's `stats()` and the help desk's `availability()` and `budget()` fit as they
 * are. All times are milliseconds since the Unix epoch.
 */
export interface LedgerFigures {
  perState: Record<string, number>
  /** Hand-offs that are to be delivered, by the name of their help desk. */
  openPerHelpdesk?: Record<string, number>
  /** Help desks that escalations are planned at. */
  escalatingAt?: string[]
  oldestOpenReceivedAt: number | null
  flagged: Record<string, number>
}

export interface HelpdeskFigures {
  name: string
  availability:
    | { state: 'open' }
    | { state: 'shut'; reason: string; since: number; until: number | null; why: string }
  budget: {
    total: number | null
    remaining: number | null
    allowance: number
    waiting: Record<string, number>
    rateLimited: number
  }
}

export interface ReadFigures {
  /** Absent: triage is not configured. May fail: then its gauges are left out. */
  triage?(): Promise<TriageFigures | null>
  /** May fail: then the store counts as down, and what it would have said is left out. */
  ledger(): Promise<LedgerFigures>
  helpdesks(): HelpdeskFigures[]
  /** Age from which a hand-off counts as overdue. */
  alertAfterMs: number
}
