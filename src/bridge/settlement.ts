import type { Classification } from '../../schemas/classification.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { TicketRef } from '../../schemas/handoff.ts'
import type { Filed } from '../../schemas/kept.ts'
import type { Failure } from '../helpdesk/helpdesk.ts'
import type { Completion, Flag } from '../ledger/ledger.ts'

/**
 * How an attempt ends, before the ledger knows. `clear`: a write is marked but is known to have had no effect, and why.
 * `lost`: the hand-off is someone else's now; nothing may be written.
 */
export type Settlement =
  | {
      kind: 'delivered'
      ticket: TicketRef
      flags: Flag[]
      why: string
      classification: Classification | null
      /** What of it stands in the ticket that was made; absent or null: nothing, or it is not known. */
      filed?: Filed | null
      /** Private notes that rules of the company ask for. */
      notes?: string[]
      /** What they want to follow. Absent: this attempt did not ask them, and what was kept holds. */
      followUp?: FollowUp | null
      /** What is made of it, once it is known. */
      follows?: Pick<Completion, 'acknowledgement' | 'escalations'>
    }
  | {
      kind: 'retry'
      dueAt: number
      why: string
      failed: boolean
      clear: string | null
      settling: boolean
      failure: Failure['kind'] | null
    }
  | { kind: 'park'; why: string; clear: string | null; failure: Failure['kind'] | null }
  /** Its source is paused; nothing was sent by this attempt. */
  | { kind: 'hold'; dueAt: number }
  /** A rule of the company, or the help desk's `fallback`, sends it to another one; nothing was sent to this one. */
  | { kind: 'move'; helpdesk: string; why: string; fallback: boolean }
  | { kind: 'lost' }

/** Back to waiting for a reason that says nothing about the hand-off. */
export const giveBack = (dueAt: number, why: string): Settlement => ({
  kind: 'retry',
  dueAt,
  why,
  failed: false,
  clear: null,
  settling: false,
  failure: null,
})
