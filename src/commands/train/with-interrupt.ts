/** The part of `process` that is needed. */
export interface InterruptTarget {
  once(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
  off(signal: 'SIGINT' | 'SIGTERM', listener: () => void): unknown
}

/** Does work that Ctrl-C ends in good order by its signal; a second one ends the process at once. */
export const withInterrupt = async <T>(
  target: InterruptTarget,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController()
  const stop = () => {
    // The next one finds nobody who listens, and does what it does without us.
    unlisten()
    controller.abort()
  }
  const unlisten = () => {
    target.off('SIGINT', stop)
    target.off('SIGTERM', stop)
  }
  target.once('SIGINT', stop)
  target.once('SIGTERM', stop)
  try {
    return await work(controller.signal)
  } finally {
    unlisten()
  }
}
