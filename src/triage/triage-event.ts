import type { DecidedBy } from '../../schemas/classification.ts'
import type { TriageOutcome } from '../../schemas/triage.ts'
import type { WriteAction } from './triage-store.ts'

/** What happened, for metrics. Names come from the configuration or from fixed lists, never from a ticket. */
export type TriageEvent =
  | { kind: 'read'; helpdesk: string; changes: number; told: number; missed: number }
  | {
      kind: 'predicted'
      helpdesk: string
      decidedBy: DecidedBy
      category: string | null
      confidence: number | null
    }
  | { kind: 'skipped'; helpdesk: string; why: string }
  | { kind: 'judged'; helpdesk: string; category: string; outcome: TriageOutcome }
  /** Written; `adopted`: it had been written before a crash or a lost answer. */
  | { kind: 'written'; helpdesk: string; action: WriteAction; adopted: boolean }
  /** Decided not to write, or given up. */
  | { kind: 'left'; helpdesk: string; why: string }
  /** A person's value that our write had covered was put back. */
  | { kind: 'mended'; helpdesk: string }
  /** `helpdesk` is `unknown` for what was not believed. `ignored`: it is not about a ticket. `unavailable`: the store was away. */
  | {
      kind: 'event'
      helpdesk: string
      outcome: 'taken' | 'ignored' | 'refused' | 'unreadable' | 'unavailable'
    }
  | { kind: 'learnt'; outcome: 'better' | 'no-better' | 'failed' | 'nothing-new' }
