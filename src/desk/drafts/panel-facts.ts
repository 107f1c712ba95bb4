import type { Ticket } from '../../../schemas/ticket.ts'
import type { AssistStatus, Draft, DraftNotice, DraftWithVersions } from '../../assist/assist.ts'
import type { OutboxItem, SendOrder } from '../../outbox/outbox.ts'
import type { Sure } from './decide-send.ts'
import type { DraftPlace } from './draft-place.ts'
import type { TicketChange } from './look-at-ticket.ts'
import type { NameOf } from './read-names.ts'

/** What the panel of a ticket shows: what is known of it. */
export interface PanelFacts {
  place: DraftPlace
  /** Newest first. */
  items: OutboxItem[]
  /** Newest first. */
  drafts: Draft[]
  /** The one that is worked on. */
  draft: DraftWithVersions | null
  status: AssistStatus
  /** Whether drafts may be asked for at all. */
  enabled: boolean
  /** As the help desk has it; null: it did not answer. */
  ticket: Pick<Ticket, 'updatedAt' | 'url' | 'deleted'> | null
  /** Of the service, ms. */
  now: number
  undoMs: number
  nameOf: NameOf
}

/** What has just happened, and what stands in the form because of it. */
export interface PanelState {
  /** In words, told politely. */
  notice?: string
  /** In the text field, instead of what is kept. */
  text?: string
  status?: SendOrder['status']
  /** Of the ticket when it was opened, instead of how it is now. */
  openedAt?: string
  fault?: string
  ask?: { kind: 'reply' | 'note'; about: Sure[]; change: TicketChange; sure: Sure[] }
  /** Somebody else is at work, and why. */
  notices?: DraftNotice[]
  /** What was written by hand before a draft came. */
  ownText?: string
  /** The conversation on the same page is not as it was any more. */
  refreshThread?: boolean
  /** Where the reader's attention goes. */
  focus?: boolean
  /** What has just been sent, by its id: it can be taken back by the next key. */
  focusItem?: string
}

/** Whether the time to take something back is running, or it goes out at this moment: nothing else is asked of the agent then. */
export const isGoingOut = (item: OutboxItem): boolean =>
  item.attempts <= 1 && (item.state === 'sending' || (item.state === 'held' && item.attempts === 0))
