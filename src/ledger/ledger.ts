import type { Classification } from '../../schemas/classification.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { Handoff, HandoffState, TicketRef } from '../../schemas/handoff.ts'
import type { Filed } from '../../schemas/kept.ts'
import type { Entry, Flag, ListQuery, WriteMark } from './entry.ts'
import type { EscalationVerbs, NewEscalation } from './escalation.ts'
import type { ReviewVerbs } from './review.ts'
import type { SearchVerbs } from './search/search.ts'
import type { StuckVerbs } from './stuck.ts'

export type { Entry, Flag, ListQuery, WriteMark } from './entry.ts'

/**
 * The ledger's door: types only. The ledger is the queue; a hand-off's row carries its state, due time, attempts, lease
 * and owner. All times are milliseconds since the Unix epoch. Every verb that changes a row writes one history row in the
 * same transaction; `renew` writes none, and that of `put` is told by the row itself. Any verb may throw `LedgerUnavailable`:
 * then nothing was changed.
 */
export interface Ledger extends EscalationVerbs, ReviewVerbs, SearchVerbs, StuckVerbs {
  /**
   * Takes custody. Resolves only after the commit is durable; calls that arrive while a commit is under way share the
   * next one. Safe to repeat: the same `source` and `idempotency.key` answers `duplicate`.
   */
  put(entry: NewEntry): Promise<PutOutcome>

  /**
   * Leases up to `limit` due hand-offs of one help desk to `owner`, oldest due first, at most one per requester, and
   * never one whose requester has an older open hand-off. A row whose lease ran out counts as due again.
   */
  claim(request: ClaimRequest): Promise<Claim[]>
  /** Prolongs a lease. False when the claim is no longer ours; stop working on it then. */
  renew(claim: Claim, leaseMs: number): Promise<boolean>
  /** Records, durably and before the request goes out, that a write is about to be sent. False: no longer ours, do not send. */
  markWrite(claim: Claim, write: WriteMark): Promise<boolean>
  /** Forgets the mark: it is known that the write had no effect. False when no longer ours. */
  clearWrite(claim: Claim, why: string): Promise<boolean>
  /** Keeps what was decided (who, how sure, why) with the hand-off. False when no longer ours. */
  recordClassification(claim: Claim, classification: Classification): Promise<boolean>
  /**
   * Keeps which rules of the company decided (their version and names; null: it is on record already) and what is to follow
   * the delivery (absent: as it was). False when no longer ours.
   */
  recordPolicy(claim: Claim, why: string | null, followUp?: FollowUp | null): Promise<boolean>
  /**
   * Sends it to another help desk, where it is due at once and stands in its requester's line by its age. Only before anything was
   * sent: with a write marked, or one whose effect is unknown, it answers false and changes nothing, as when no longer ours.
   * `flags` are added in the same transaction.
   */
  moveTo(claim: Claim, to: { helpdesk: string; why: string; flags: Flag[] }): Promise<boolean>
  /** Adds a flag and its reason to the history; a repeat changes nothing. False when no longer ours. */
  flag(claim: Claim, flag: Flag, why: string): Promise<boolean>
  /**
   * Delivered, for good. `flags` say what a person may want to look at. False when no longer ours. After a failure it may be
   * repeated with the same claim: what was kept all the same answers true. What follows is kept in the same commit.
   */
  complete(claim: Claim, result: Completion): Promise<boolean>
  /** Back to waiting until `dueAt`. `failed: false` when the attempt says nothing about the hand-off (budget, shutdown). */
  retryLater(claim: Claim, plan: { dueAt: number; why: string; failed: boolean }): Promise<boolean>
  /**
   * Back to waiting until `dueAt` because its source is paused. It leaves its requester's line meanwhile: what the person says by
   * another source goes on. False when no longer ours.
   */
  hold(claim: Claim, dueAt: number): Promise<boolean>
  /**
   * Makes due what `hold` keeps waiting for a source, each back in its requester's line by its age. In portions, each whole; safe to
   * repeat, after a failure too. Returns how many.
   */
  wake(source: string): Promise<number>
  /** Needs a person. */
  park(claim: Claim, why: string): Promise<boolean>

  /** A person's verbs. `by` names who; the outcome says why nothing was done. */
  retryNow(id: string, by: string): Promise<PersonOutcome>
  release(id: string, by: string): Promise<PersonOutcome>
  edit(id: string, handoff: Handoff, requesterKey: string, by: string): Promise<PersonOutcome>
  /** A refused one that is dismissed stays apart from the custody sum; it goes on counting as refused. */
  dismiss(id: string, reason: string, by: string): Promise<PersonOutcome>

  find(id: string): Promise<Entry | null>
  history(id: string): Promise<HistoryRow[]>
  list(query: ListQuery): Promise<{ entries: Entry[]; next: string | null }>
  /** Delivered hand-offs of one requester in one help desk since `since`, newest first, at most `limit`. */
  recentlyDelivered(query: {
    requesterKey: string
    helpdesk: string
    since: number
    limit: number
  }): Promise<Entry[]>
  /** The sum of promise P1, per source and UTC day and in total, counted on the spot. */
  custody(): Promise<CustodySum>
  /** Figures for health and metrics: rows per state, the oldest open hand-off, flagged duplicates. */
  stats(): Promise<LedgerStats>

  /**
   * Resolves with the entry when it is delivered, parked, dismissed or refused, or as it stands when time is up or the signal
   * aborts. What another process settles is noticed within a second.
   */
  waitUntilSettled(id: string, timeoutMs: number, signal?: AbortSignal): Promise<Entry | null>
  /** Calls back whenever a hand-off may have become due (a put, a release). Returns a function that unsubscribes. */
  onDue(listener: (helpdesk: string) => void): () => void
  /** When the next open hand-off of this help desk becomes due, or null when there is none. */
  nextDueAt(helpdesk: string): Promise<number | null>

  /**
   * Blanks the payloads of at most `limit` hand-offs that ended before `endedBefore`; counts, ticket and history stay, and so
   * does a key that does not expire. Returns how many.
   */
  purge(query: { endedBefore: number; limit: number }): Promise<number>
  /**
   * Blanks everything kept about one requester, reasons in the history included; what has not ended is dismissed. A worker
   * that is delivering one of them loses its claim. Returns how many hand-offs.
   */
  erase(requesterKey: string, by: string): Promise<number>
  /**
   * Looks for requesters of whom nobody may go although hand-offs wait, and calls the first one up. There should be none: a defect
   * becomes a delay by this, and the caller says so. Returns how many there were.
   */
  mendLines(): Promise<number>
  /** Proves that the store takes a write now. Throws `LedgerUnavailable`. */
  probe(): Promise<void>
  close(): Promise<void>
}

export interface NewEntry {
  source: string
  helpdesk: string
  requesterKey: string
  handoff: Handoff
  /** `expiresAt` null: the key holds as long as the hand-off is kept. `fingerprint` tells a repeat from a conflict. */
  idempotency: { key: string; fingerprint: string; expiresAt: number | null }
  /** The HTTP request that brought it, for following it through the logs. */
  requestId: string
  /** Set when the hand-off was refused for its content and is kept for a person to correct. */
  refusal: { why: string } | null
}

export type PutOutcome =
  | { kind: 'stored'; id: string; receivedAt: number }
  | { kind: 'duplicate'; entry: Entry }
  | { kind: 'conflict'; id: string }

export interface ClaimRequest {
  helpdesk: string
  owner: string
  limit: number
  leaseMs: number
  /** Only those received at this time or before. */
  receivedUntil?: number
}

/** A lease on one hand-off. `fence` grows with every claim, so that a late settle by a former owner touches nothing. */
export interface Claim {
  owner: string
  fence: number
  entry: Entry & { handoff: Handoff }
}

export interface Completion {
  ticket: TicketRef
  flags: Flag[]
  why: string
  /** What the bot may say. */
  acknowledgement?: string | null
  escalations?: NewEscalation[]
  /** What is to be looked for in the ticket that was made, after a time; null: nothing was decided, or it is not known what was written. */
  filed?: Filed | null
}

export interface HistoryRow {
  at: number
  event: string
  why: string | null
  by: string | null
}

export interface CustodyCounts {
  received: number
  delivered: number
  underWay: number
  parked: number
  dismissed: number
}

/** `received` is counted on its own at the door; `balanced` says that it equals the sum of the other four, for every source and day. */
export interface CustodySum extends CustodyCounts {
  balanced: boolean
  refused: number
  days: (CustodyCounts & { source: string; day: string; refused: number })[]
}

export interface LedgerStats {
  perState: Record<HandoffState, number>
  /** Hand-offs that are to be delivered, by the name of their help desk. */
  openPerHelpdesk: Record<string, number>
  /** Help desks that escalations are planned at. */
  escalatingAt: string[]
  oldestOpenReceivedAt: number | null
  flagged: Record<Flag, number>
}

export type PersonOutcome =
  | { kind: 'done'; entry: Entry }
  | { kind: 'not-found' }
  | { kind: 'wrong-state'; state: HandoffState; needs: HandoffState[] }
