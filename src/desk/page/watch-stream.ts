import type { Clock } from '../../ops/clock.ts'
import type { Visitor } from '../visit.ts'

const everyMs = 10_000

/**
 * A visit whose signal also aborts when who reads the answer may not any more: has signed out, was switched off, has another role. A
 * page asks anew with each request; a stream is one request for hours.
 */
export const watchStream = (
  visit: Visitor,
  { clock, isStillIn }: { clock: Clock; isStillIn: () => Promise<boolean> },
): Visitor => {
  const out = new AbortController()
  let cancel = () => {}
  const look = async (): Promise<void> => {
    // While the store is away nobody can tell; the next look can.
    const isIn = await isStillIn().catch(() => true)
    if (!isIn) out.abort()
    else if (!visit.signal.aborted) wait()
  }
  const wait = (): void => {
    cancel = clock.after(everyMs, () => {
      void look()
    })
  }
  wait()
  visit.signal.addEventListener('abort', () => cancel(), { once: true })
  return { ...visit, signal: AbortSignal.any([visit.signal, out.signal]) }
}
