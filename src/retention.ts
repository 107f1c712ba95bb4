import type { AuditTrail } from './access/access.ts'
import { AccessUnavailable } from './access/access-unavailable.ts'
import type { Ledger } from './ledger/ledger.ts'
import { LedgerUnavailable } from './ledger/ledger-unavailable.ts'
import type { Clock } from './ops/clock.ts'
import type { Logger } from './ops/logger.ts'
import type { Tickets } from './tickets/tickets.ts'
import { TicketsUnavailable } from './tickets/tickets-unavailable.ts'

export interface Retention {
  start(): void
  stop(): Promise<void>
}

const everyMs = 3_600_000
// Small portions: a purge must not keep the store from accepting.
const portion = 200

/**
 * Blanks the content of hand-offs that ended longer than `keepMs` ago, forgets what the audit trail holds from before
 * `keepAuditMs`, and the keys of ticket operations that have expired: soon after the start and then every hour.
 */
export const createRetention = (options: {
  ledger: Ledger
  keepMs: number
  trail: Pick<AuditTrail, 'purge'>
  tickets: Pick<Tickets, 'purge'>
  keepAuditMs: number
  clock: Clock
  logger: Logger
}): Retention => {
  const { ledger, keepMs, trail, tickets, keepAuditMs, clock, logger } = options
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const inPortions = async (purgeSome: () => Promise<number>): Promise<number> => {
    let total = 0
    for (let purged = portion; purged === portion && !stopped; ) {
      purged = await purgeSome()
      total += purged
    }
    return total
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
    } catch (error) {
      if (
        !(
          error instanceof LedgerUnavailable ||
          error instanceof AccessUnavailable ||
          error instanceof TicketsUnavailable
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
