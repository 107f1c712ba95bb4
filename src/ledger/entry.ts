import type { Classification } from '../../schemas/classification.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { Handoff, HandoffState, TicketRef } from '../../schemas/handoff.ts'

// A hand-off as the ledger tells it: part of its door, and apart from the verbs because other parts of the door speak of it.

/** A write to the help desk that was marked before it was sent; its fate may be unknown. */
export type WriteMark = { kind: 'create'; at: number } | { kind: 'add'; ticketId: string; at: number }

export type Flag = 'possible-duplicate' | 'unmapped-fields' | 'mailed-fallback' | 'moved-fallback'

export interface Entry {
  id: string
  source: string
  helpdesk: string
  state: HandoffState
  /** Why it is in this state, in plain words. */
  why: string | null
  requestId: string
  requesterKey: string
  receivedAt: number
  /** When it is tried (again); while it is being delivered, when the lease runs out. Null unless it is open. */
  dueAt: number | null
  endedAt: number | null
  /** Claims so far, and those of them since its last release that failed on the hand-off's account. */
  attempts: number
  failures: number
  /** Writes marked so far, less those known to have had no effect; more than one means that a second ticket is conceivable. */
  writes: number
  write: WriteMark | null
  ticket: TicketRef | null
  flags: Flag[]
  classification: Classification | null
  /** What the bot may say, once it is delivered; null where no rule has a text for it. */
  acknowledgement: string | null
  /** What rules want to follow its delivery; null where there is nothing, and once it is delivered. */
  followUp: FollowUp | null
  /** Null after retention or erasure. */
  handoff: Handoff | null
}

export interface ListQuery {
  state?: HandoffState[]
  source?: string
  helpdesk?: string
  flag?: Flag
  receivedAfter?: number
  receivedBefore?: number
  /** 1..200; what is outside is brought inside. */
  limit: number
  /** `next` of the page before. One that cannot be read gives an empty page. */
  cursor?: string
}
