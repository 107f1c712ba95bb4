import type { Clock } from '../ops/clock.ts'

/** How often the store is asked whether another process has stored something, while anybody listens. */
const lookMs = 2_000

export interface VersionWatch {
  version(): number
  onChange(listener: () => void): () => void
  /** Something was stored here. */
  changed(): void
}

/**
 * Tells all who follow of changes, those of other processes too: one look at the store for all of them, and none while nobody listens.
 * `read`: the store's own version; null: no other process writes there.
 */
export const createVersionWatch = ({
  read,
  clock,
}: {
  read: (() => Promise<number>) | null
  clock: Clock
}): VersionWatch => {
  const listeners = new Set<() => void>()
  let version = 0
  let seen: number | null = null
  let cancel = () => {}
  let isLooking = false

  const grow = (): void => {
    version += 1
    for (const listener of listeners) listener()
  }
  const look = async (): Promise<void> => {
    if (read === null || isLooking) return
    isLooking = true
    try {
      const found = await read()
      const isNew = seen !== null && found !== seen
      seen = found
      if (isNew) grow()
    } catch {
      // The store is away; whoever reads the list is told so there.
    } finally {
      isLooking = false
    }
  }
  const schedule = (): void => {
    if (read === null || listeners.size === 0) return
    cancel = clock.after(lookMs, () => void look().then(schedule))
  }
  return {
    version: () => version,
    onChange(listener) {
      // Each its own, also when the same function listens twice.
      const own = () => listener()
      listeners.add(own)
      if (listeners.size === 1) {
        cancel()
        seen = null
        void look()
        schedule()
      }
      return () => {
        listeners.delete(own)
        if (listeners.size === 0) cancel()
      }
    },
    changed: grow,
  }
}
