/** The part of a clock that the sandbox needs; written here so that a fake imports nothing of what it tests. */
export interface SandboxClock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Calls back once after `ms`; returns a function that cancels. */
  after(ms: number, callback: () => void): () => void
}

/** Real time. Its timers do not keep the process alive. */
export const realClock: SandboxClock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, Math.max(0, ms))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
