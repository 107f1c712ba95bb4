import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'

export interface RefusalLog {
  /** Notes one refused request; `source` is a configured name, `api` or `unknown`, so there are few. */
  note(source: string, code: string): void
  /** Writes what is still counted. */
  close(): void
}

const quietMs = 10_000

/**
 * Tells of requests that were not believed: the first of a source at once, and what follows within 10 s as one line with
 * its count and its latest code, so that nobody can fill the log from outside. Never tells what was presented.
 */
export const createRefusalLog = ({
  clock,
  logger,
}: {
  clock: Pick<Clock, 'after'>
  logger: Logger
}): RefusalLog => {
  const held = new Map<string, { code: string; count: number; cancel: () => void }>()

  const write = (source: string, code: string, count: number) =>
    logger.warn({ source, code, count }, 'unauthenticated requests refused')

  const hold = (source: string, code: string) =>
    held.set(source, { code, count: 0, cancel: clock.after(quietMs, () => release(source)) })

  const release = (source: string) => {
    const waiting = held.get(source)
    held.delete(source)
    if (waiting === undefined || waiting.count === 0) return
    write(source, waiting.code, waiting.count)
    hold(source, waiting.code)
  }

  return {
    note: (source, code) => {
      const waiting = held.get(source)
      if (waiting !== undefined) {
        waiting.code = code
        waiting.count++
        return
      }
      write(source, code, 1)
      hold(source, code)
    },
    close: () => {
      for (const [source, { code, count, cancel }] of held) {
        cancel()
        if (count > 0) write(source, code, count)
      }
      held.clear()
    },
  }
}
