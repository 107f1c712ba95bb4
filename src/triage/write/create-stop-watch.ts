import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Switch, TriageStore } from '../triage-store.ts'

const everyMs = 500

/** Follows the switches while something waits for its turn. */
export interface StopWatch {
  /** From the store. */
  switches(): Promise<readonly Switch[]>
  /** Looks at once, and then on: `stopped` aborts when the switches hold it back before `end` is called. */
  watch(isHeldBack: (switches: readonly Switch[]) => boolean): Promise<{ stopped: AbortSignal; end(): void }>
}

export const isStopSet = (switches: readonly Switch[]): boolean =>
  switches.some(({ name, value }) => name === 'stop' && value === 'on')

/** A write may wait minutes for its turn in the budget: the switches are looked at twice a second meanwhile, once for all of them. */
export const createStopWatch = (options: {
  store: Pick<TriageStore, 'switches'>
  clock: Clock
  logger: Logger
}): StopWatch => {
  const { store, clock, logger } = options
  const watchers = new Map<AbortController, (switches: readonly Switch[]) => boolean>()
  let isTicking = false

  const look = async (): Promise<void> => {
    try {
      const switches = await store.switches()
      for (const [watcher, isHeldBack] of watchers) if (isHeldBack(switches)) watcher.abort()
    } catch (error) {
      logger.debug({ err: error }, 'the switches cannot be read')
    }
  }

  const tick = (): void => {
    isTicking = true
    clock.after(everyMs, () => {
      isTicking = false
      if (watchers.size === 0) return
      void look().then(() => {
        if (watchers.size > 0 && !isTicking) tick()
      })
    })
  }

  return {
    switches: () => store.switches(),
    async watch(isHeldBack) {
      const controller = new AbortController()
      watchers.set(controller, isHeldBack)
      if (!isTicking) tick()
      await look()
      return { stopped: controller.signal, end: () => void watchers.delete(controller) }
    },
  }
}
