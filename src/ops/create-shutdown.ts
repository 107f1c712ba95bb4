import { constants } from 'node:os'
import type { Clock } from './clock.ts'
import { describeError } from './describe-error.ts'
import type { Logger } from './logger.ts'

export interface Closer {
  /** For the log. */
  name: string
  close(): Promise<void> | void
}

export interface Shutdown {
  /**
   * Runs the closers one after the other, in the order given. A closer that fails is logged and the next one runs. Past the
   * deadline each of the rest still gets half a second, so that a worker that hangs does not keep the store from closing. Safe to repeat: all callers get the same answer.
   */
  stop(reason: string): Promise<ShutdownOutcome>
  /** SIGTERM and SIGINT stop; a second signal exits at once. Returns a function that stops listening. */
  listen(target: SignalTarget): () => void
}

/** `failed` and `late` name closers; both empty means a clean end. */
export interface ShutdownOutcome {
  failed: string[]
  late: string[]
}

/** The part of `process` that is needed. */
export interface SignalTarget {
  on(signal: 'SIGTERM' | 'SIGINT', listener: (signal: 'SIGTERM' | 'SIGINT') => void): unknown
  off(signal: 'SIGTERM' | 'SIGINT', listener: (signal: 'SIGTERM' | 'SIGINT') => void): unknown
  exit(code: number): unknown
}

const graceMs = 500

/** What a shell reports for a program ended by a signal. */
export const signalExitCode = (signal: 'SIGTERM' | 'SIGINT'): number => 128 + constants.signals[signal]

export const createShutdown = (options: {
  closers: readonly Closer[]
  deadlineMs: number
  clock: Clock
  logger: Logger
}): Shutdown => {
  const { closers, deadlineMs, clock, logger } = options
  let stopping: Promise<ShutdownOutcome> | null = null

  const run = async (reason: string): Promise<ShutdownOutcome> => {
    const startedAt = clock.now()
    const outcome: ShutdownOutcome = { failed: [], late: [] }
    logger.info({ reason }, 'shutting down')
    for (const { name, close } of closers) {
      const closing = Promise.resolve()
        .then(close)
        .then(
          () => 'closed' as const,
          (error: unknown) => {
            logger.error({ closer: name, failure: describeError(error) }, 'could not close')
            return 'failed' as const
          },
        )
      const leftMs = Math.max(graceMs, deadlineMs - (clock.now() - startedAt))
      const { promise: late, resolve: beLate } = Promise.withResolvers<'late'>()
      const cancel = clock.after(leftMs, () => beLate('late'))
      const result = await Promise.race([closing, late])
      cancel()
      if (result === 'failed') outcome.failed.push(name)
      if (result === 'late') {
        outcome.late.push(name)
        logger.warn({ closer: name, deadlineMs }, 'did not close in time')
      }
    }
    logger.info({ reason, tookMs: clock.now() - startedAt, ...outcome }, 'shut down')
    return outcome
  }

  const stop = (reason: string) => {
    stopping ??= run(reason)
    return stopping
  }

  return {
    stop,
    listen: (target) => {
      const onSignal = (signal: 'SIGTERM' | 'SIGINT') => {
        if (stopping !== null) {
          target.exit(signalExitCode(signal))
          return
        }
        void stop(signal).then(({ failed, late }) => target.exit(failed.length + late.length === 0 ? 0 : 1))
      }
      target.on('SIGTERM', onSignal)
      target.on('SIGINT', onSignal)
      return () => {
        target.off('SIGTERM', onSignal)
        target.off('SIGINT', onSignal)
      }
    },
  }
}
