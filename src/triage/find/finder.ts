import type { Helpdesk } from '../../helpdesk/helpdesk.ts'

/** Finds what changed at one help desk, and predicts what new tickets are about. One process at a time; two do no harm. */
export interface Finder {
  start(): void
  /** Lets go at once: a call under way is aborted, a commit under way ends. Idempotent; may be started no more. */
  stop(): Promise<void>
  /** An event came in: looks soon. Safe to call at any time and often. */
  poke(): void
  /** What stands in the way of reading, in plain words; null: nothing. */
  problem(): string | null
}

/** What of a help desk finding needs. */
export type FoundDesk = Pick<
  Helpdesk,
  | 'name'
  | 'vendor'
  | 'capabilities'
  | 'listChangedSince'
  | 'listConversation'
  | 'listGroups'
  | 'getTicket'
  | 'availability'
  | 'onAvailability'
>
