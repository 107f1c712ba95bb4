import { setImmediate } from 'node:timers/promises'

export interface TurnOptions {
  signal: AbortSignal | undefined
  /** Called now and then, with a number that rises from 0 to 1. */
  onPart: (part: number) => void
}

/** How long others wait for this thread. */
const turnMs = 20
/** Looking at the clock costs as much as a short text. */
const perLook = 16

/** Calls `each` with 0 to `count` - 1, and lets others have their turn on this thread. Rejects with the signal's reason. */
export const takeTurns = async (
  count: number,
  each: (index: number) => void,
  { signal, onPart }: TurnOptions,
): Promise<void> => {
  signal?.throwIfAborted()
  let since = performance.now()
  for (let index = 0; index < count; index += 1) {
    each(index)
    if (index % perLook !== 0 || performance.now() - since < turnMs) continue
    onPart(index / count)
    await setImmediate()
    signal?.throwIfAborted()
    since = performance.now()
  }
  onPart(1)
}
