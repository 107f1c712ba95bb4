import type { DestinationStream } from 'pino'

/** Where finished log lines go; `flushSync` is what pino calls before a fatal end. */
export interface TurnDestination extends DestinationStream {
  flushSync(): void
}

/**
 * Gathers the lines of one turn of the event loop and writes them at its end, synchronously: under load a write for each
 * line costs about 10 µs a hand-off. Whoever ends the process calls `flushSync` (on `exit`, which also follows an uncaught
 * exception); only kill -9 can take the lines of the turn that it struck.
 */
export const createTurnDestination = (inner: DestinationStream): TurnDestination => {
  let gathered = ''
  const flushSync = () => {
    if (gathered === '') return
    const lines = gathered
    gathered = ''
    inner.write(lines)
  }
  return {
    write: (line) => {
      if (gathered === '') setImmediate(flushSync)
      gathered += line
    },
    flushSync,
  }
}
