import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Switch, TriageStore } from '../triage-store.ts'

const everyMs = 500

/** Follows the stop switch while something waits for its turn. */
export interface StopWatch {
  /** From the store. */
  switches(): Promise<readonly Switch[]>
  /** `stopped` aborts when the switch is set before `end` is called. */
  watch(): { stopped: AbortSignal; end(): void }
}

export const isStopSet = (switches: readonly Switch[]): boolean =>
  switches.some(({ name, value }) => name === 'stop' && value === 'on')

/** A write may wait minutes for its turn in the budget: the switch is looked at twice a second meanwhile, once for all of them. */
export const createStopWatch = (options: {
  store: Pick<TriageStore, 'switches'>
  clock: Clock
  logger: Logger
}): StopWatch => {
  const { store, clock, logger } = options
  const watchers = new Set<AbortController>()
  let isTicking = false

  const look = async (): Promise<void> => {
    try {
      if (!isStopSet(await store.switches())) return
      for (const watcher of watchers) watcher.abort()
    } catch (error) {
      logger.debug({ err: error }, 'the stop switch cannot be read')
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
    watch() {
      const controller = new AbortController()
      watchers.add(controller)
      if (!isTicking) tick()
      return { stopped: controller.signal, end: () => void watchers.delete(controller) }
    },
  }
}
