/** Tells of a write to a ticket by the API, right before it is worked: what somebody does then comes between a read and a write. */
export interface WriteWatch {
  /** Calls back before every write to a ticket. Returns a function that unsubscribes. */
  on(listener: (ticketId: number) => void): () => void
  /** Once, before the next write to that ticket (null: to any). Returns a function that takes it back. */
  once(ticketId: number | null, act: (ticketId: number) => void): () => void
}

export const createWriteWatch = (): WriteWatch & {
  /** For the sandbox itself: a call has arrived. Reads, and new tickets, are none of it. */
  meet(call: { method: string; path: string }): void
  clear(): void
} => {
  const listeners = new Set<(ticketId: number) => void>()
  const on: WriteWatch['on'] = (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    on,
    once: (ticketId, act) => {
      const stop = on((written) => {
        if (ticketId !== null && written !== ticketId) return
        stop()
        act(written)
      })
      return stop
    },
    meet: ({ method, path }) => {
      const id = method === 'GET' ? undefined : /^\/tickets\/(\d{1,15})(?:\/|$)/.exec(path)?.[1]
      if (id !== undefined) for (const listener of [...listeners]) listener(Number(id))
    },
    clear: () => listeners.clear(),
  }
}
