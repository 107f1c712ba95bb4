const longMs = 2 ** 30

/**
 * Keeps the process from ending by itself until the work is done. Timers of the clock do not, and idle connections do not either: a
 * command that waits for its turn, or for a second look, would just be over.
 */
export const stayAlive = async <T>(work: () => Promise<T>): Promise<T> => {
  const hold = setInterval(() => {}, longMs)
  try {
    return await work()
  } finally {
    clearInterval(hold)
  }
}
