import type { TicketWritesTable } from '../database/tables.ts'

/** What is known of a write that was asked for before. */
export type KnownWrite = Pick<
  TicketWritesTable,
  'fingerprint' | 'state' | 'lease_until' | 'lost_at' | 'good_until'
>

export interface Asked {
  fingerprint: string
  /** Whether doing it twice would say something twice. What sets values can be done again without harm. */
  speaks: boolean
  /** ms. */
  now: number
}

/**
 * What a repeat means. `begin`: it is none. `replace`: it was one, too long ago. `look`: it may have been done, so look first;
 * `lostAt` (ms) is since when nobody knows.
 */
export type RepeatDecision =
  | { kind: 'begin' }
  | { kind: 'replace' }
  | { kind: 'key-conflict' }
  | { kind: 'under-way' }
  | { kind: 'duplicate' }
  | { kind: 'look'; lostAt: number }
  | { kind: 'send-again' }

/** Decides what to do with a request that may be a repeat. Null: nothing is known of it. */
export const decideRepeat = (known: KnownWrite | null, asked: Asked): RepeatDecision => {
  if (known === null) return { kind: 'begin' }
  const isLive = known.state !== 'done' && known.lease_until > asked.now
  if (!isLive && known.good_until <= asked.now) return { kind: 'replace' }
  if (known.fingerprint !== asked.fingerprint) return { kind: 'key-conflict' }
  if (isLive) return { kind: 'under-way' }
  switch (known.state) {
    case 'done':
      return { kind: 'duplicate' }
    case 'unknown':
      return asked.speaks ? { kind: 'look', lostAt: known.lost_at ?? asked.now } : { kind: 'send-again' }
    case 'sending':
      // Whoever sent it died. The last moment at which the request can have left is the end of the lease.
      return asked.speaks ? { kind: 'look', lostAt: known.lease_until } : { kind: 'send-again' }
    default:
      return known.state satisfies never
  }
}
