import type { Ledger } from './ledger/ledger.ts'
import { LedgerUnavailable } from './ledger/ledger-unavailable.ts'
import type { Clock } from './ops/clock.ts'
import type { Logger } from './ops/logger.ts'

const everyMs = 300_000

/** Looks every five minutes for requesters whose hand-offs wait for nobody, and says so loudly: it is a defect. */
export const createLineMending = (options: {
  ledger: Pick<Ledger, 'mendLines'>
  clock: Clock
  logger: Logger
}): { start(): void; stop(): Promise<void> } => {
  const { ledger, clock, logger } = options
  let stopped = false
  let cancel = () => {}
  let running: Promise<void> = Promise.resolve()

  const mend = async (): Promise<void> => {
    try {
      const mended = await ledger.mendLines()
      if (mended > 0)
        logger.error({ mended }, 'hand-offs waited for nobody and go on now; please report this')
    } catch (error) {
      if (!(error instanceof LedgerUnavailable)) throw error
      logger.debug({ code: error.code }, 'lines are looked at later: the ledger is unavailable')
    }
  }
  const schedule = (): void => {
    cancel = clock.after(everyMs, () => {
      running = mend().finally(() => {
        if (!stopped) schedule()
      })
    })
  }
  return {
    start: schedule,
    stop: async () => {
      stopped = true
      cancel()
      await running
    },
  }
}
