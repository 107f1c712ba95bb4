import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export type Weather = { kind: 'fair' } | { kind: 'hanging' } | { kind: 'slow'; delayMs: number }

/** What all connections of a proxy go through at present. */
export const createWeather = () => {
  let now: Weather = { kind: 'fair' }
  let over = new AbortController()
  return {
    /** Takes effect on what waits too. */
    change: (next: Weather): void => {
      now = next
      const ended = over
      over = new AbortController()
      ended.abort()
    },
    /** Resolves when a chunk may pass. */
    passage: async (): Promise<void> => {
      let waited = false
      while (now.kind !== 'fair' && !(now.kind === 'slow' && waited)) {
        const { signal } = over
        if (now.kind === 'hanging') await once(signal, 'abort')
        else {
          // Ends early when the weather changes.
          await sleep(now.delayMs, undefined, { signal }).catch(() => {})
          waited = !signal.aborted
        }
      }
    },
  }
}
