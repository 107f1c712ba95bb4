import type { Clock } from '../../ops/clock.ts'

export type Turn = { kind: 'turn'; end: () => void } | { kind: 'busy' } | { kind: 'stopped' }

/** So many at the same time; others wait in line, first come, first served. */
export interface Turns {
  /** `busy`: too many wait already, or it took too long. The signal gives the place in the line up. */
  take(signal: AbortSignal): Promise<Turn>
}

/** How many wait for each that is served; more would wait for minutes. */
const waitingEach = 8

export const createTurns = ({
  concurrency,
  longestWaitMs,
  clock,
}: {
  concurrency: number
  longestWaitMs: number
  clock: Clock
}): Turns => {
  let served = 0
  const line = new Set<() => void>()

  const serve = (): Turn => {
    served++
    let ended = false
    const end = () => {
      if (ended) return
      ended = true
      served--
      const [next] = line
      next?.()
    }
    return { kind: 'turn', end }
  }

  return {
    take: async (signal) => {
      if (signal.aborted) return { kind: 'stopped' }
      if (served < concurrency) return serve()
      if (line.size >= waitingEach * concurrency) return { kind: 'busy' }
      return new Promise<Turn>((resolve) => {
        const leave = (turn: Turn) => {
          line.delete(come)
          cancel()
          signal.removeEventListener('abort', stop)
          resolve(turn)
        }
        const come = () => leave(serve())
        const stop = () => leave({ kind: 'stopped' })
        const cancel = clock.after(longestWaitMs, () => leave({ kind: 'busy' }))
        signal.addEventListener('abort', stop, { once: true })
        line.add(come)
      })
    },
  }
}
