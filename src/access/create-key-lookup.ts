import { type Clock, sleep } from '../ops/clock.ts'
import type { KeptKey } from './key-rows.ts'

/** What the store says of an id; null: there is no such key. */
export type Found = KeptKey | null | 'unavailable'

export interface KeyLookup {
  /** At once when the store was asked in the last seconds. */
  find(id: string): Found | Promise<Found>
  /** What is known of a key is not believed any more. */
  forget(id: string): void
  /** Resolves when the store is not being asked. */
  idle(): Promise<void>
}

// A key that was revoked by another process works here for no longer than an answer may be believed, and the time that the store
// takes. One in use is asked for again before that ends, so that none of its requests has to wait.
const believedMs = 4_000
const renewedAfterMs = 2_000
/** The bot that asks will not wait for longer. */
const answerWithinMs = 3_000
const mostRemembered = 2_000
const mostAtOnce = 100
const mostWaiting = 1_000

interface Remembered {
  key: KeptKey | null
  at: number
}

/**
 * Looks keys up and remembers the answers for a few seconds. One query at a time, for all who wait: whoever sends made-up keys by
 * the thousand gets one connection's worth of the store, not more.
 */
export const createKeyLookup = (options: {
  read(ids: string[]): Promise<KeptKey[]>
  clock: Clock
  onFailure(error: unknown): void
}): KeyLookup => {
  const { read, clock, onFailure } = options
  const remembered = new Map<string, Remembered>()
  const waiting = new Map<string, PromiseWithResolvers<Found>>()
  let asking: Promise<void> | null = null
  /** Counts `forget`: an answer to what was asked before it may be from before the change. */
  const forgotten = new Map<string, number>()
  let changes = 0

  const remember = (id: string, key: KeptKey | null, at: number): void => {
    remembered.delete(id)
    remembered.set(id, { key, at })
    // The oldest goes: a Map is in the order of what was put in.
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break
      remembered.delete(oldest)
    }
  }

  const askOnce = async (): Promise<void> => {
    const batch = [...waiting].slice(0, mostAtOnce)
    for (const [id] of batch) waiting.delete(id)
    // From before the question, so that the time of the answer does not count.
    const at = clock.now()
    const asOf = changes
    try {
      const keys = new Map((await read(batch.map(([id]) => id))).map((key) => [key.id, key]))
      for (const [id, { resolve }] of batch) {
        if ((forgotten.get(id) ?? 0) > asOf) void ask(id).then(resolve)
        else {
          const key = keys.get(id) ?? null
          remember(id, key, at)
          resolve(key)
        }
      }
    } catch (error) {
      onFailure(error)
      for (const [, { resolve }] of batch) resolve('unavailable')
    }
  }

  const askAll = async (): Promise<void> => {
    while (waiting.size > 0) await askOnce()
    asking = null
    forgotten.clear()
  }

  const ask = (id: string): Promise<Found> => {
    const joined = waiting.get(id)
    if (joined !== undefined) return joined.promise
    if (waiting.size >= mostWaiting) return Promise.resolve('unavailable')
    const question = Promise.withResolvers<Found>()
    waiting.set(id, question)
    // In a turn of its own, so that what arrives together is asked together.
    asking ??= Promise.resolve().then(askAll)
    return question.promise
  }

  const askInTime = async (id: string): Promise<Found> => {
    const patience = new AbortController()
    const late = sleep(clock, answerWithinMs, patience.signal).then((): Found => 'unavailable')
    try {
      return await Promise.race([ask(id), late])
    } finally {
      patience.abort()
    }
  }

  return {
    find(id) {
      const known = remembered.get(id)
      const age = known === undefined ? Number.POSITIVE_INFINITY : clock.now() - known.at
      // A clock that was set back makes an answer look younger than it is.
      if (known === undefined || age >= believedMs || age < 0) return askInTime(id)
      if (age >= renewedAfterMs) void ask(id)
      return known.key
    },
    forget(id) {
      remembered.delete(id)
      changes += 1
      if (asking !== null) forgotten.set(id, changes)
    },
    idle: async () => {
      while (asking !== null) await asking
    },
  }
}
