import type { AuditTrail } from './access/access.ts'
import { AccessUnavailable } from './access/access-unavailable.ts'
import type { Ledger } from './ledger/ledger.ts'
import { LedgerUnavailable } from './ledger/ledger-unavailable.ts'
import type { Clock } from './ops/clock.ts'
import type { Logger } from './ops/logger.ts'
import type { Tickets } from './tickets/tickets.ts'
import { TicketsUnavailable } from './tickets/tickets-unavailable.ts'
import type { TriageStore } from './triage/triage-store.ts'
import { TriageUnavailable } from './triage/triage-unavailable.ts'

export interface Retention {
  start(): void
  stop(): Promise<void>
}

const everyMs = 3_600_000
// Small portions: a purge must not keep the store from accepting.
const portion = 200

/** By then a ticket that triage could not write is nothing that a note would still help with. */
const wordsMs = 30 * 86_400_000

/** What an event told of is read within minutes; what is left is of a help desk that nobody asks any more. */
const hintsMs = 86_400_000

/** What triage remembers, and for how long. */
export interface TriageRetention {
  /** Opened when it is wanted: a start without triage loads nothing of it. */
  store(): Promise<Pick<TriageStore, 'forget' | 'forgetHints' | 'forgetWords'>>
  keepMs: number
}

/** Something else that ages: forgets at most `limit`, and tells how many. */
export interface Purge {
  /** For the log: `replies`, `drafts`, … */
  what: string
  purge(options: { limit: number }): Promise<number>
}

/**
 * Blanks the content of hand-offs that ended longer than `keepMs` ago, forgets what the audit trail holds from before
 * `keepAuditMs`, the keys of ticket operations that have expired, and what triage saw last before its own `keepMs`: soon after the
 * start and then every hour. The words that triage quotes for a note go with the note, and after 30 days at the latest when that could
 * not be written.
 */
export const createRetention = (options: {
  ledger: Ledger
  keepMs: number
  trail: Pick<AuditTrail, 'purge'>
  tickets: Pick<Tickets, 'purge'>
  /** Also while nothing is triaged any more: what it remembers ages all the same. */
  triage: TriageRetention
  keepAuditMs: number
  /** What the desk keeps. */
  others?: readonly Purge[]
  clock: Clock
  logger: Logger
}): Retention => {
  const { ledger, keepMs, trail, tickets, triage, keepAuditMs, others = [], clock, logger } = options
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const inPortions = async (purgeSome: () => Promise<number>): Promise<number> => {
    let total = 0
    for (let purged = portion; purged >= portion && !stopped; ) {
      purged = await purgeSome()
      total += purged
    }
    return total
  }

  const purgeTriage = async () => {
    const store = await triage.store()
    const quoting = await inPortions(() =>
      store.forgetWords({ predictedBefore: clock.now() - wordsMs, limit: portion }),
    )
    if (quoting > 0)
      logger.warn({ tickets: quoting }, 'triage could not write to these tickets for 30 days; words removed')
    const told = await inPortions(() =>
      store.forgetHints({ toldBefore: clock.now() - hintsMs, limit: portion }),
    )
    if (told > 0) logger.info({ purged: told }, 'what old events told of was never read; forgotten')
    const seen = await inPortions(() =>
      store.forget({ seenBefore: clock.now() - triage.keepMs, limit: portion }),
    )
    if (seen > 0) logger.info({ purged: seen }, 'old predictions of triage removed')
  }

  /** One that cannot be reached now, or is faulty, keeps the others from nothing. */
  const purgeOther = async ({ what, purge }: Purge) => {
    try {
      const purged = await inPortions(() => purge({ limit: portion }))
      if (purged > 0) logger.info({ what, purged }, 'what had aged is forgotten')
    } catch (error) {
      logger.warn({ err: error, what }, 'what has aged could not be forgotten; it is tried again in an hour')
    }
  }

  const purge = async () => {
    try {
      const contents = await inPortions(() =>
        ledger.purge({ endedBefore: clock.now() - keepMs, limit: portion }),
      )
      if (contents > 0) logger.info({ purged: contents }, 'content of ended hand-offs removed')
      const entries = await inPortions(() =>
        trail.purge({ before: clock.now() - keepAuditMs, limit: portion }),
      )
      if (entries > 0) logger.info({ purged: entries }, 'old entries of the audit trail removed')
      const writes = await inPortions(() => tickets.purge({ limit: portion }))
      if (writes > 0) logger.debug({ purged: writes }, 'expired keys of ticket operations removed')
      await purgeTriage()
      for (const other of others) await purgeOther(other)
    } catch (error) {
      if (
        !(
          error instanceof LedgerUnavailable ||
          error instanceof AccessUnavailable ||
          error instanceof TicketsUnavailable ||
          error instanceof TriageUnavailable
        )
      )
        throw error
      logger.warn({ code: error.code }, 'retention waits: the store is unavailable')
    }
  }
  const schedule = (inMs: number) => {
    cancel = clock.after(inMs, () => {
      running = purge().then(() => {
        if (!stopped) schedule(everyMs)
      })
    })
  }
  return {
    start: () => schedule(60_000),
    stop: async () => {
      stopped = true
      cancel()
      await running
    },
  }
}
