import type { Clock } from '../ops/clock.ts'
import type { CallOptions, Read } from './outcome.ts'
import { createRemembered, type Remembered } from './remembered.ts'

/** One remembered read for each key, e.g. the name of each company; the `most` keys asked for last are kept. */
export const createRememberedByKey = <T>(
  load: (key: string, options: CallOptions) => Promise<Read<T>>,
  clock: Clock,
  most = 500,
): ((key: string) => Remembered<T>) => {
  const kept = new Map<string, Remembered<T>>()
  return (key) => {
    const known = kept.get(key) ?? createRemembered((options) => load(key, options), clock)
    kept.delete(key)
    kept.set(key, known)
    if (kept.size > most) kept.delete(kept.keys().next().value ?? '')
    return known
  }
}
