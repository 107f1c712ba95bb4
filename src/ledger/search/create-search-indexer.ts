import { type Clock, sleep } from '../../ops/clock.ts'
import { keepTurning } from '../../ops/keep-turning.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Ledger } from '../ledger.ts'
import { LedgerUnavailable } from '../ledger-unavailable.ts'

/** About 18 ms in SQLite, during which it does nothing else. */
const portion = 32
const idleMs = 1_000
/** Of the time, a quarter while there is much to catch up with. */
const restShare = 3
const sweepEveryMs = 86_400_000

/**
 * Makes the words of hand-offs known to the search, a second or so after they came; after an upgrade, of all that there are. Once a day
 * it goes through all of them: a clock that was set back gives ids that are behind where it is.
 */
export const createSearchIndexer = (options: {
  ledger: Pick<Ledger, 'indexForSearch'>
  clock: Clock
  logger: Logger
}): { start(): void; stop(): Promise<void> } => {
  const { ledger, clock, logger } = options
  const stopping = new AbortController()
  let running: Promise<void> = Promise.resolve()
  let sweep: { after: string } | null = null
  let sweepAt = clock.now()
  let caughtUp: number | null = 0

  const rest = (since: number) => sleep(clock, (performance.now() - since) * restShare, stopping.signal)

  /** A portion of the daily round, while there is nothing else to do. */
  const goRound = async (): Promise<void> => {
    if (sweep === null && clock.now() < sweepAt) return sleep(clock, idleMs, stopping.signal)
    const begun = performance.now()
    const { after, added, isEnd } = await ledger.indexForSearch({
      limit: portion,
      after: sweep?.after ?? '',
    })
    if (added > 0) logger.debug({ added }, 'words of hand-offs that had been passed over are known now')
    sweep = isEnd || after === null ? null : { after }
    if (sweep === null) sweepAt = clock.now() + sweepEveryMs
    await rest(begun)
  }

  const turn = async (): Promise<void> => {
    const begun = performance.now()
    const { added, isEnd } = await ledger.indexForSearch({ limit: portion })
    if (caughtUp !== null) caughtUp += added
    if (!isEnd) return rest(begun)
    if (caughtUp !== null && caughtUp > portion) logger.info({ added: caughtUp }, 'the search has caught up')
    caughtUp = null
    await goRound()
  }

  return {
    start() {
      running = keepTurning({
        turn,
        onTrouble: (error) => {
          if (error instanceof LedgerUnavailable)
            logger.debug({ code: error.code }, 'the search learns later: the ledger is unavailable')
          else logger.error({ err: error }, 'the search could not learn words')
        },
        pause: { first: 1_000, ceiling: 60_000 },
        stopping: stopping.signal,
        clock,
        random: Math.random,
      })
    },
    async stop() {
      stopping.abort()
      await running
    },
  }
}
