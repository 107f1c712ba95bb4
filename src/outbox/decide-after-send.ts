import type { Failure } from '../helpdesk/helpdesk.ts'
import { backoffMs } from '../ops/backoff.ts'
import type { Refusal, Said, WriteOutcome, WriteRefusal } from '../tickets/tickets.ts'
import type { OutboxReason } from './outbox.ts'

/** What came of a try: an answer, or none because the store of ticket operations was away (nothing was sent) or we failed. */
export type Tried =
  | { kind: 'answered'; outcome: WriteOutcome<Said> }
  | { kind: 'store-away'; why: string }
  | { kind: 'fault' }

export interface TryFacts {
  /** This one counted. */
  attempts: number
  /** Whether an earlier try may be out without our knowing. */
  wasUnknown: boolean
  /** When the first of those that may be out began (this one, where none was before), ms. */
  unknownSince: number
  now: number
  /** The service ends: whatever was not sent is left to another process, at once. */
  isStopping: boolean
}

/** `mayBeOut`: it is not certain that nothing was said. */
export type AfterSend =
  | { kind: 'sent'; messageId: string; reason: OutboxReason | null; why: string | null }
  | { kind: 'again'; dueAt: number; mayBeOut: boolean; reason: OutboxReason; why: string }
  | { kind: 'failed'; mayBeOut: boolean; reason: OutboxReason; why: string }

/**
 * Ticket operations know a repeat for 24 h (`Tickets`), and look before they send again. An hour less, so that a try that begins in time
 * ends in time: after that a repeat could say it twice, and only a person may ask for one.
 */
export const knownForMs = 23 * 3_600_000

const retry = { first: 2_000, ceiling: 300_000 }

/** Whether it may be tried by itself at all, before a try. */
export const isTooLate = (facts: Pick<TryFacts, 'wasUnknown' | 'unknownSince' | 'now'>): boolean =>
  facts.wasUnknown && facts.now - facts.unknownSince >= knownForMs

export const mustLook: AfterSend = {
  kind: 'failed',
  mayBeOut: true,
  reason: 'must-look',
  why: 'The help desk has not said for 23 hours whether it is out. Look into the ticket before it is sent again.',
}

/** Why a reply is not posted at all, although it was clicked. */
export type HoldBack = 'customer-wrote' | 'ticket-closed' | 'ticket-gone'

const notPosted = (reason: HoldBack, why: string): AfterSend => ({
  kind: 'failed',
  mayBeOut: false,
  reason,
  why,
})

/** What becomes of a reply that was not posted. */
export const heldBack: Record<HoldBack, AfterSend> = {
  'customer-wrote': notPosted(
    'customer-wrote',
    'The customer has written since it was clicked. It was not sent.',
  ),
  'ticket-closed': notPosted(
    'ticket-closed',
    'The ticket was closed, or merged into another, since it was clicked. It was not sent.',
  ),
  'ticket-gone': notPosted('ticket-gone', 'The help desk has no such ticket any more. It was not sent.'),
}

/** Decides what becomes of a reply or note after a try. Exhaustive over what ticket operations answer. */
export const decideAfterSend = (tried: Tried, facts: TryFacts, random: () => number): AfterSend => {
  const inMs = backoffMs(facts.attempts, retry, () => 0.5 + random() / 2)
  const again = (reason: OutboxReason, why: string, waits: { mayBeOut: boolean; atLeastMs?: number }) => ({
    kind: 'again' as const,
    dueAt: facts.isStopping ? facts.now : facts.now + Math.max(inMs, waits.atLeastMs ?? 0),
    mayBeOut: waits.mayBeOut,
    reason,
    why,
  })
  switch (tried.kind) {
    case 'store-away':
      return again('store', tried.why, { mayBeOut: facts.wasUnknown })
    case 'fault':
      return again('store', 'Relevo failed in the middle of it; its log says how.', { mayBeOut: true })
    case 'answered': {
      const { outcome } = tried
      if (outcome.ok) {
        const { messageId, statusProblem } = outcome.value
        return {
          kind: 'sent',
          messageId,
          reason: statusProblem === null ? null : 'status',
          why: statusProblem,
        }
      }
      return decideAfterRefusal(outcome.refusal, facts, again)
    }
    default:
      return tried satisfies never
  }
}

type Again = (
  reason: OutboxReason,
  why: string,
  waits: { mayBeOut: boolean; atLeastMs?: number },
) => Extract<AfterSend, { kind: 'again' }>

const decideAfterRefusal = (refusal: Refusal | WriteRefusal, facts: TryFacts, again: Again): AfterSend => {
  switch (refusal.kind) {
    case 'failed':
      return decideAfterFailure(refusal.failure, facts, again)
    case 'under-way':
      return again('unknown', 'Another process is at it.', {
        mayBeOut: true,
        atLeastMs: refusal.retryAfterMs,
      })
    case 'unknown-outcome':
      if (isTooLate({ ...facts, wasUnknown: true })) return mustLook
      return again('unknown', refusal.failure.message, {
        mayBeOut: true,
        atLeastMs: refusal.retryAfterMs ?? 0,
      })
    case 'no-helpdesk':
      return {
        kind: 'failed',
        mayBeOut: facts.wasUnknown,
        reason: 'no-helpdesk',
        why: refusal.message,
      }
    case 'key-conflict':
      return {
        kind: 'failed',
        mayBeOut: true,
        reason: 'refused',
        why: 'Its name is taken by something else that was sent.',
      }
    default:
      return refusal satisfies never
  }
}

/** It was not done: only what was not even asked leaves earlier tries as uncertain as they were. */
const decideAfterFailure = (failure: Failure, facts: TryFacts, again: Again): AfterSend => {
  const certain = { mayBeOut: false }
  const until = (at: number | null) => ({ atLeastMs: at === null ? 0 : at - facts.now })
  const failed = (reason: OutboxReason): AfterSend => ({
    kind: 'failed',
    mayBeOut: false,
    reason,
    why: failure.message,
  })
  switch (failure.kind) {
    case 'held':
      return again('away', failure.message, { mayBeOut: facts.wasUnknown, ...until(failure.retryAt) })
    case 'rate-limited':
      return again('rate-limited', failure.message, { ...certain, ...until(failure.retryAt) })
    case 'credentials':
      return again('credentials', failure.message, certain)
    case 'unavailable':
      return again('away', failure.message, certain)
    case 'forbidden':
      return failed('forbidden')
    case 'not-found':
    case 'gone':
      return failed('ticket-gone')
    case 'invalid':
    case 'conflict':
    case 'too-large':
    case 'unsupported':
      return failed('refused')
    default:
      return failure satisfies never
  }
}
