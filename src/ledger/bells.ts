import type { Signals } from '../database/database.ts'
import type { Logger } from '../ops/logger.ts'

/** Wakes what waits inside this process, and tells the others. Rung after a commit, never before. */
export interface Bells {
  ringDue(helpdesk: string): void
  onDue(listener: (helpdesk: string) => void): () => void
  ringSettled(id: string): void
  onSettled(id: string, listener: () => void): () => void
  /** Ids that somebody waits for. */
  awaited(): string[]
  /** Rings here only: what another process has told, or what was found by looking. */
  passOn(topic: 'due' | 'settled', subject: string): void
  close(): void
}

export const createBells = ({ logger, signals }: { logger: Logger; signals: Signals | null }): Bells => {
  const dueListeners = new Set<(helpdesk: string) => void>()
  const settledListeners = new Map<string, Set<() => void>>()

  const call = (run: () => void): void => {
    try {
      run()
    } catch (error) {
      logger.error({ err: error }, 'a listener of the ledger failed')
    }
  }

  const passOn: Bells['passOn'] = (topic, subject) => {
    const rung =
      topic === 'due'
        ? [...dueListeners].map((listener) => () => listener(subject))
        : [...(settledListeners.get(subject) ?? [])]
    for (const listener of rung) call(listener)
  }
  const unsubscribe = signals?.subscribe((topic, subject) => {
    if (topic !== 'switched') passOn(topic, subject)
  })

  return {
    passOn,
    ringDue(helpdesk) {
      passOn('due', helpdesk)
      signals?.publish('due', helpdesk)
    },
    onDue(listener) {
      // A wrapper of its own, so that the same function subscribed twice is unsubscribed one by one.
      const entry = (helpdesk: string) => listener(helpdesk)
      dueListeners.add(entry)
      return () => void dueListeners.delete(entry)
    },
    ringSettled(id) {
      passOn('settled', id)
      signals?.publish('settled', id)
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
    close: () => unsubscribe?.(),
  }
}
