import type { Entry, Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import { isSettled, whereSettled } from './states.ts'

// Another process (a command, a replica) may settle a hand-off; its news come by looking.
const lookEveryMs = 1000
const idsAtOnce = 500

/** Lets callers wait for an end; see `Ledger.waitUntilSettled`. `stop` answers all who wait, with what is known. */
export const createWait = (context: LedgerContext & { find: Ledger['find'] }) => {
  const { clock, bells, find, database } = context
  const waiting = new Set<() => void>()
  let cancelLook: (() => void) | null = null
  let looking = false
  let stopped = false

  const look = async (): Promise<void> => {
    const ids = bells.awaited()
    for (let from = 0; from < ids.length; from += idsAtOnce) {
      const settled = await database.kysely
        .selectFrom('handoffs')
        .select('id')
        .where('id', 'in', ids.slice(from, from + idsAtOnce))
        .where(whereSettled)
        .execute()
      for (const { id } of settled) bells.ringSettled(id)
    }
  }

  /** One look at a time for all who wait, and none while nobody does. */
  const lookLater = (): void => {
    if (cancelLook !== null || looking || waiting.size === 0 || stopped) return
    cancelLook = clock.after(lookEveryMs, () => {
      cancelLook = null
      looking = true
      look()
        // A store that is away now is asked again at the next look; the callers' time-outs hold meanwhile.
        .catch(() => undefined)
        .finally(() => {
          looking = false
          lookLater()
        })
    })
  }

  /** Listens until the end, the time or the signal; `cancel` makes it end at once. */
  const listen = (id: string, timeoutMs: number, signal: AbortSignal | undefined) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const end = (): void => {
      cancelTimer()
      unsubscribe()
      signal?.removeEventListener('abort', end)
      waiting.delete(end)
      if (waiting.size === 0) {
        cancelLook?.()
        cancelLook = null
      }
      resolve()
    }
    const unsubscribe = bells.onSettled(id, end)
    const cancelTimer = clock.after(timeoutMs, end)
    signal?.addEventListener('abort', end, { once: true })
    waiting.add(end)
    lookLater()
    return { ended: promise, cancel: end }
  }

  return {
    async waitUntilSettled(id: string, timeoutMs: number, signal?: AbortSignal): Promise<Entry | null> {
      if (signal?.aborted || stopped || timeoutMs <= 0) return find(id)
      // Listens before it looks, so that an end in between is not missed.
      const { ended, cancel } = listen(id, timeoutMs, signal)
      try {
        const entry = await find(id)
        if (entry === null || isSettled(entry.state)) return entry
        await ended
      } finally {
        cancel()
      }
      return find(id)
    },
    stop(): void {
      stopped = true
      for (const wake of [...waiting]) wake()
    },
  }
}
