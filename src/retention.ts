import type { Ledger } from './ledger/ledger.ts'
import { LedgerUnavailable } from './ledger/ledger-unavailable.ts'
import type { Clock } from './ops/clock.ts'
import type { Logger } from './ops/logger.ts'

export interface Retention {
  start(): void
  stop(): Promise<void>
}

const everyMs = 3_600_000
// Small portions: a purge must not keep the store from accepting.
const portion = 200

/** Blanks the content of hand-offs that ended longer than `keepMs` ago: soon after the start and then every hour. */
export const createRetention = (options: {
  ledger: Ledger
  keepMs: number
  clock: Clock
  logger: Logger
}): Retention => {
  const { ledger, keepMs, clock, logger } = options
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const purge = async () => {
    try {
      let total = 0
      for (let purged = portion; purged === portion && !stopped; ) {
        purged = await ledger.purge({ endedBefore: clock.now() - keepMs, limit: portion })
        total += purged
      }
      if (total > 0) logger.info({ purged: total }, 'content of ended hand-offs removed')
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error
      logger.warn({ code: error.code }, 'retention waits: the ledger is unavailable')
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
