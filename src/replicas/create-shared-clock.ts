import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'

/** A clock that goes by the store's, so that leases mean the same on every machine. */
export interface SharedClock extends Clock {
  /** Compares again. Resolves also when the store does not answer: then it goes on as before. */
  compare(): Promise<void>
  /** The time after a comparison at this moment. */
  sureTime(): Promise<number>
  start(): void
  stop(): void
}

// Less than this is not worth a step.
const smallestMs = 50
const noticeableMs = 5_000
const everyMs = 15_000

/**
 * This machine's clock, corrected by what it differs from the store's: measured as network time is, at half of the way there
 * and back, and left as it is where the time on the way explains the difference. Where the store has no clock of its own (`readTime` gives null), it is this machine's.
 */
export const createSharedClock = (options: {
  clock: Clock
  /** The store's time, ms since the Unix epoch. */
  readTime: () => Promise<number | null>
  logger: Logger
}): SharedClock => {
  const { clock, readTime, logger } = options
  let offsetMs = 0
  let cancel = () => {}
  let started = false

  const compare = async (): Promise<void> => {
    try {
      const before = clock.now()
      const time = await readTime()
      if (time === null) return
      const after = clock.now()
      const seenMs = time - (before + after) / 2
      const mayBeRight = offsetMs >= time - after && offsetMs <= time - before
      if (mayBeRight || Math.abs(seenMs - offsetMs) < smallestMs) return
      if (Math.abs(seenMs - offsetMs) >= noticeableMs) {
        logger.warn(
          { differenceMs: Math.round(seenMs) },
          "this machine's clock differs from the database's; Relevo goes by the database's",
        )
      }
      offsetMs = seenMs
    } catch (error) {
      logger.debug({ err: error }, "the database's clock could not be read")
    }
  }

  const plan = (): void => {
    cancel = clock.after(everyMs, () => {
      void compare().finally(() => {
        if (started) plan()
      })
    })
  }

  const now = (): number => Math.round(clock.now() + offsetMs)

  return {
    now,
    after: clock.after,
    compare,
    async sureTime() {
      await compare()
      return now()
    },
    start() {
      if (started) return
      started = true
      plan()
    },
    stop() {
      started = false
      cancel()
    },
  }
}
