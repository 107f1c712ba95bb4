/** Lets so many in at once; others wait, up to a number. */
export interface Turnstile {
  /** Does `work` when it is its turn. Throws what `refuse` makes when too many wait already. */
  pass<T>(work: () => Promise<T>): Promise<T>
}

export const createTurnstile = (options: {
  atOnce: number
  waiting: number
  refuse: () => Error
}): Turnstile => {
  const queue: (() => void)[] = []
  let inside = 0
  const leave = (): void => {
    const next = queue.shift()
    // Whoever is next takes the place over.
    if (next === undefined) inside -= 1
    else next()
  }
  const enter = async (): Promise<void> => {
    if (inside < options.atOnce) {
      inside += 1
      return
    }
    if (queue.length >= options.waiting) throw options.refuse()
    await new Promise<void>((resolve) => queue.push(resolve))
  }
  return {
    pass: async (work) => {
      await enter()
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
