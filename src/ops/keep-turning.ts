import { backoffMs } from './backoff.ts'
import { type Clock, sleep } from './clock.ts'

/** Takes one turn after the other until `stopping` aborts; after a turn that throws it pauses, longer each time. Never rejects. */
export const keepTurning = async (options: {
  turn: () => Promise<void>
  onTrouble: (error: unknown, troubles: number) => void
  pause: { first: number; ceiling: number }
  stopping: AbortSignal
  clock: Clock
  /** 0 (inclusive) to 1, for jitter. */
  random: () => number
}): Promise<void> => {
  const { turn, onTrouble, pause, stopping, clock, random } = options
  let troubles = 0
  while (!stopping.aborted) {
    try {
      await turn()
      troubles = 0
    } catch (error) {
      troubles += 1
      onTrouble(error, troubles)
      await sleep(
        clock,
        backoffMs(troubles, pause, () => 0.5 + random() / 2),
        stopping,
      )
    }
  }
}
