import { LedgerUnavailable } from './ledger-unavailable.ts'

export interface GroupCommit<Item, Outcome> {
  /** Resolves with the item's outcome once its batch is committed. */
  add(item: Item): Promise<Outcome>
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>
}

const tooMuch = () =>
  new LedgerUnavailable(
    'unavailable',
    'More comes in than the store takes; it is slow, or too small. Relevo goes on by itself when it keeps up.',
  )

interface Queued<Item, Outcome> {
  item: Item
  resolve(outcome: Outcome): void
  reject(error: unknown): void
}

/**
 * Lets items share commits: what arrives while the event loop handles its sockets, or while a commit is under way, goes into
 * the next one. `commit` takes all of a batch or nothing. When it fails on account of an item, the items are tried one by one,
 * so that a bad one fails alone; when the store is unavailable the whole batch fails at once. A store that takes seconds to fail
 * must not fill the memory with what waits: above `maxWaiting` items or `maxWaitingWeight` the next one is refused.
 */
export const createGroupCommit = <Item, Outcome>(options: {
  commit(items: Item[]): Promise<Outcome[]>
  maxItems: number
  maxWeight: number
  /** Default 10,000. */
  maxWaiting?: number
  /** Default 64,000,000. */
  maxWaitingWeight?: number
  weigh(item: Item): number
}): GroupCommit<Item, Outcome> => {
  const { maxWaiting = 10_000, maxWaitingWeight = 64_000_000 } = options
  let queue: Queued<Item, Outcome>[] = []
  let waitingWeight = 0
  let underWay = false
  const idleListeners: (() => void)[] = []

  const takeBatch = (): Queued<Item, Outcome>[] => {
    let weight = 0
    let count = 0
    for (const { item } of queue) {
      weight += options.weigh(item)
      if (count > 0 && (count === options.maxItems || weight > options.maxWeight)) break
      count++
    }
    const batch = queue.slice(0, count)
    queue = queue.slice(count)
    for (const { item } of batch) waitingWeight -= options.weigh(item)
    return batch
  }

  const settle = async (batch: Queued<Item, Outcome>[]): Promise<void> => {
    const outcomes = await options.commit(batch.map(({ item }) => item))
    for (const [at, queued] of batch.entries()) {
      const outcome = outcomes[at]
      if (outcome === undefined) queued.reject(new Error('The commit gave no outcome for this item.'))
      else queued.resolve(outcome)
    }
  }

  const settleOneByOne = async (batch: Queued<Item, Outcome>[]): Promise<void> => {
    for (const queued of batch) await settle([queued]).catch(queued.reject)
  }

  const flush = async (): Promise<void> => {
    const batch = takeBatch()
    try {
      await settle(batch)
    } catch (error) {
      if (error instanceof LedgerUnavailable) for (const queued of batch) queued.reject(error)
      else await settleOneByOne(batch)
    }
    if (queue.length > 0) return schedule()
    underWay = false
    for (const listener of idleListeners.splice(0)) listener()
  }

  const schedule = (): void => {
    underWay = true
    // After the sockets that are readable now, so that their requests come along.
    setImmediate(() => void flush())
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        if (queue.length >= maxWaiting || waitingWeight >= maxWaitingWeight) return reject(tooMuch())
        waitingWeight += options.weigh(item)
        queue.push({ item, resolve, reject })
        if (!underWay) schedule()
      }),
    idle: () =>
      new Promise((resolve) => {
        if (underWay) idleListeners.push(resolve)
        else resolve()
      }),
  }
}
