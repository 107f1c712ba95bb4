import { type Clock, sleep } from '../ops/clock.ts'
import { createBell } from '../ops/create-bell.ts'
import type { Logger } from '../ops/logger.ts'
import { seenWithinMs } from './create-switches.ts'
import type { Switches } from './switches.ts'

export interface WakeResumedOptions {
  switches: Pick<Switches, 'isOn' | 'onChange'>
  /** Of the configuration. */
  sources: readonly string[]
  /** Makes due what waits for a source that was paused; returns how many. Safe to repeat (`Ledger.wake`). */
  wake: (source: string) => Promise<number>
  clock: Clock
  logger: Logger
}

const retryMs = 5_000
const longestFarewellMs = 1_000
// Another replica may see the switch so much later, and put back what was just woken.
const onceMoreAfterMs = seenWithinMs * 4

/**
 * When a source is resumed, wakes what waited for it: at once, and once more when every replica has seen the switch. A store that is
 * away is asked until it answers. At the start all sources that are not paused are woken once, as whoever resumed them may have
 * died before it could.
 */
export const createWakeResumed = ({
  switches,
  sources,
  wake,
  clock,
  logger,
}: WakeResumedOptions): { start(): void; stop(): Promise<void> } => {
  const waiting = new Set<string>()
  const bell = createBell(clock)
  const stopping = new AbortController()
  const timers = new Set<() => void>()
  let running: Promise<void> | null = null
  let unsubscribe = (): void => {}

  const add = (source: string): void => {
    waiting.add(source)
    bell.ring()
  }
  const addLater = (source: string): void => {
    const cancel = clock.after(onceMoreAfterMs, () => {
      timers.delete(cancel)
      add(source)
    })
    timers.add(cancel)
  }

  const wakeOne = async (source: string): Promise<boolean> => {
    if (switches.isOn(`pause:source:${source}`)) return true
    try {
      const woken = await wake(source)
      if (woken > 0) logger.info({ source, woken }, 'hand-offs go on that waited for their source')
      return true
    } catch (error) {
      logger.warn({ err: error, source }, 'hand-offs of a resumed source could not be woken; trying again')
      return false
    }
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      for (const source of [...waiting]) {
        if (stopping.signal.aborted) return
        waiting.delete(source)
        if (await wakeOne(source)) continue
        waiting.add(source)
        await sleep(clock, retryMs, stopping.signal)
      }
      if (waiting.size === 0 && !stopping.signal.aborted) await bell.wait(null)
    }
  }

  return {
    start() {
      if (running !== null) return
      unsubscribe = switches.onChange((name, on) => {
        const source = /^pause:source:(.+)$/.exec(name)?.[1]
        if (source === undefined || on) return
        add(source)
        addLater(source)
      })
      // By then the switches have been read, if they can be.
      for (const source of sources) addLater(source)
      running = run()
    },
    async stop() {
      stopping.abort()
      unsubscribe()
      for (const cancel of timers) cancel()
      timers.clear()
      bell.ring()
      // What is under way is one transaction, whole or not at all; a store that is silent must not hold up the end.
      const waiting = new AbortController()
      await Promise.race([running, sleep(clock, longestFarewellMs, waiting.signal)])
      waiting.abort()
    },
  }
}
