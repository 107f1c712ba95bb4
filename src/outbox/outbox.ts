import type { Ticket, TicketStatus } from '../../schemas/ticket.ts'

/**
 * The door of replies and notes that agents send: types only. What was clicked is durable before the click is answered, waits for as
 * long as it may be taken back, and is then posted exactly once (by `Tickets`, under a key of its own), also after a crash. Times are
 * milliseconds since the Unix epoch. Every verb may throw `OutboxUnavailable`; then nothing was changed.
 */
export interface Outbox {
  /**
   * `key`: of the form, so that a click that is repeated is one click. `another`: somebody was quicker (`knownUntil`) with `item`, and
   * nothing was kept.
   */
  send(order: SendOrder): Promise<{ kind: 'held' | 'duplicate' | 'another'; item: OutboxItem }>
  /**
   * Takes it back, as long as it is certain that nothing is out. `late`: it is being sent, or may have been. One that failed is set
   * aside: nobody need look after it any more. Safe to repeat.
   */
  cancel(
    id: string,
    who: string,
  ): Promise<{ kind: 'cancelled' | 'late'; item: OutboxItem } | { kind: 'not-found' }>
  /** One that failed is tried again. */
  retry(
    id: string,
    who: string,
  ): Promise<{ kind: 'held'; item: OutboxItem } | { kind: 'not-found' | 'wrong-state' }>
  find(id: string): Promise<OutboxItem | null>
  ofTicket(ticket: { helpdesk: string; ticketId: string }): Promise<OutboxItem[]>
  /** Waiting, and failed ones that nobody has looked after. */
  open(limit: number): Promise<OutboxItem[]>
  /** Blanks texts that ended before, and forgets their rows later; returns how many. */
  purge(query: { endedBefore: number; limit: number }): Promise<number>
}

export interface SendOrder {
  key: string
  helpdesk: string
  ticketId: string
  kind: 'reply' | 'note'
  /** Plain text; made HTML by Relevo, everything escaped. */
  text: string
  status: Exclude<TicketStatus, 'other'> | null
  draft: { id: string; version: number } | null
  /** As in the audit trail: `user:EMAIL`. */
  who: string
  /**
   * Who clicked knows the ticket's items up to here (their `createdAt`): a reply is not kept beside a later one that waits or is out.
   * Without it, it is kept whatever there is.
   */
  knownUntil?: number
  /** The ticket as who clicked knew it: it is looked at once more before a reply is posted. Null or left out: it is not. */
  seen?: SeenTicket | null
}

/** `status` null: it was not known. */
export interface SeenTicket {
  updatedAt: string
  status: Ticket['status'] | null
}

export interface OutboxItem {
  id: string
  helpdesk: string
  ticketId: string
  kind: 'reply' | 'note'
  /** Null after retention. */
  text: string | null
  status: SendOrder['status']
  draft: SendOrder['draft']
  /** Null also once somebody has asked for it again after it failed: they have looked themselves. */
  seen: SeenTicket | null
  who: string
  state: 'held' | 'sending' | 'sent' | 'cancelled' | 'failed'
  /** While it is held: when it is (next) tried. */
  dueAt: number | null
  attempts: number
  /** What `why` is about, for pages in other languages. */
  reason: OutboxReason | null
  /** Why it failed or waits, in plain words; of one that was sent: what else was ordered and not done, such as the status. */
  why: string | null
  messageId: string | null
  createdAt: number
  endedAt: number | null
}

export type OutboxReason =
  /** The help desk is away or shut, or had no time for it. */
  | 'away'
  | 'rate-limited'
  | 'credentials'
  | 'forbidden'
  | 'ticket-gone'
  /** The customer has written between the click and the end of the time to take it back. */
  | 'customer-wrote'
  /** The ticket was closed in that time, as help desks also do with one that is merged into another. */
  | 'ticket-closed'
  /** The help desk does not take it as it is. */
  | 'refused'
  /** It is not configured any more. */
  | 'no-helpdesk'
  /** The help desk did not say whether it was done; it is looked for before it is sent again. */
  | 'unknown'
  /** The same for so long that it could not be told any more: a person must look before it is sent again. */
  | 'must-look'
  /** Our own store, or a fault of ours. */
  | 'store'
  /** It is out, but the ticket did not get its status. */
  | 'status'

/** What an outbox tells of what it sent; `draft` as it was ordered. */
export type OutboxEvent =
  | { kind: 'sent'; item: OutboxItem }
  | { kind: 'retried'; item: OutboxItem; why: string }
  | { kind: 'failed'; item: OutboxItem; why: string }
