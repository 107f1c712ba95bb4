import type { EscalationStep } from '../../schemas/follow-up.ts'

/** What follows deliveries after a time: types only, part of the ledger's door. Times are ms since the Unix epoch. */
export interface EscalationVerbs {
  /**
   * Leases up to `limit` due escalations of one help desk, longest due first, and of each hand-off none before the earlier ones have
   * ended. One whose lease ran out counts as due again.
   */
  claimEscalations(request: {
    helpdesk: string
    owner: string
    limit: number
    leaseMs: number
  }): Promise<EscalationClaim[]>
  /** Back to waiting until `dueAt`. False when no longer ours. */
  postponeEscalation(claim: EscalationClaim, dueAt: number): Promise<boolean>
  /** Over: one row in the hand-off's history, and nothing more is due. False when no longer ours. */
  endEscalation(
    claim: EscalationClaim,
    end: { event: 'escalated' | 'escalation-skipped'; why: string },
  ): Promise<boolean>
  /** When the next one of this help desk is due whose turn it is, or null when there is none. */
  nextEscalationAt(helpdesk: string): Promise<number | null>
}

export interface NewEscalation {
  step: EscalationStep
  dueAt: number
}

/** A lease on one escalation; `attempts` counts this one. */
export interface EscalationClaim {
  owner: string
  fence: number
  handoffId: string
  /** From 1 within its hand-off, in the order in which they were planned to be due. */
  ordinal: number
  ticketId: string
  attempts: number
  step: EscalationStep
}
