/**
 * Does what is to be done under one key one after the other, in the order of the calls. Two of ours that read, join and write
 * the tags of the same ticket would otherwise take each other's away.
 */
export const createTurns = () => {
  const last = new Map<string, Promise<unknown>>()

  return <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.then(
      () => {},
      () => {},
    )
    last.set(key, settled)
    void settled.then(() => {
      if (last.get(key) === settled) last.delete(key)
    })
    return mine
  }
}

export type InTurn = ReturnType<typeof createTurns>
