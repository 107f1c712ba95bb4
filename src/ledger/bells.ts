import type { Logger } from '../ops/logger.ts'

/** Wakes what waits inside this process. Rung after a commit, never before. */
export interface Bells {
  ringDue(helpdesk: string): void
  onDue(listener: (helpdesk: string) => void): () => void
  ringSettled(id: string): void
  onSettled(id: string, listener: () => void): () => void
  /** Ids that somebody waits for. */
  awaited(): string[]
}

export const createBells = ({ logger }: { logger: Logger }): Bells => {
  const dueListeners = new Set<(helpdesk: string) => void>()
  const settledListeners = new Map<string, Set<() => void>>()

  const call = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      logger.error({ err: error }, 'a listener of the ledger failed')
    }
  }

  return {
    ringDue(helpdesk) {
      for (const listener of [...dueListeners]) call(() => listener(helpdesk))
    },
    onDue(listener) {
      // A wrapper of its own, so that the same function subscribed twice is unsubscribed one by one.
      const entry = (helpdesk: string) => listener(helpdesk)
      dueListeners.add(entry)
      return () => void dueListeners.delete(entry)
    },
    ringSettled(id) {
      for (const listener of [...(settledListeners.get(id) ?? [])]) call(listener)
    },
    onSettled(id, listener) {
      const listeners = settledListeners.get(id) ?? new Set()
      settledListeners.set(id, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && settledListeners.get(id) === listeners) settledListeners.delete(id)
      }
    },
    awaited: () => [...settledListeners.keys()],
  }
}
