import type { Operation } from '../governor.ts'
import type { Lane } from '../helpdesk.ts'

export interface Waiting {
  lane: Lane
  operation: Operation
}

/**
 * Who waits for a turn: strictly by lane, first come first served within one, past operations that are not ready. A lane
 * that is passed over gains a small part of each turn, so that none starves; the least is a lane's turn in 50.
 */
export interface LaneQueue<W extends Waiting> {
  add(waiter: W): void
  remove(waiter: W): boolean
  /** Whose turn it is among the first of each lane and operation, if they are ready. Does not take it off. */
  next(isReady: (waiter: W) => boolean): W | null
  /** Takes the waiter off, as served, and keeps account of the lanes that were passed over. */
  serve(waiter: W): void
  /** The first waiter of each lane and operation, in no order. */
  heads(): W[]
  waiting(): Record<Lane, number>
  waitingFor(operation: Operation): number
  size(): number
  /** Takes off all that match. */
  takeAll(matches: (waiter: W) => boolean): W[]
}

const lanes: readonly Lane[] = ['new', 'retry', 'addition', 'background']
const operations: readonly Operation[] = ['create', 'update', 'list-tickets', 'list-contacts', 'other']
/** Part of the turns that a lane gets at least, while those before it have work too. */
const least: Record<Lane, number> = { new: 0, retry: 0.1, addition: 0.05, background: 0.02 }

interface Numbered<W> {
  waiter: W
  order: number
}

export const createLaneQueue = <W extends Waiting>(): LaneQueue<W> => {
  const queues = lanes.map((lane) => ({
    lane,
    owed: 0,
    byOperation: operations.map((operation) => ({ operation, entries: new Map<W, Numbered<W>>() })),
  }))
  type LaneState = (typeof queues)[number]
  let order = 0
  let size = 0

  const stateOf = (lane: Lane): LaneState | undefined => queues.find((state) => state.lane === lane)
  const entriesOf = ({ lane, operation }: Waiting) =>
    stateOf(lane)?.byOperation.find((queue) => queue.operation === operation)?.entries

  const headsOf = (state: LaneState): Numbered<W>[] =>
    state.byOperation.flatMap(({ entries }) => {
      const head = entries.values().next().value
      return head ? [head] : []
    })

  const firstOf = (state: LaneState, isReady: (waiter: W) => boolean): W | null =>
    headsOf(state)
      .sort((a, b) => a.order - b.order)
      .find(({ waiter }) => isReady(waiter))?.waiter ?? null

  const lengthOf = (state: LaneState) => state.byOperation.reduce((sum, { entries }) => sum + entries.size, 0)

  const remove = (waiter: W) => {
    const removed = entriesOf(waiter)?.delete(waiter) ?? false
    if (removed) size--
    return removed
  }

  return {
    add: (waiter) => {
      entriesOf(waiter)?.set(waiter, { waiter, order: order++ })
      size++
    },
    remove,
    next: (isReady) => {
      for (const state of queues) {
        const first = state.owed >= 1 ? firstOf(state, isReady) : null
        if (first) return first
      }
      for (const state of queues) {
        const first = firstOf(state, isReady)
        if (first) return first
      }
      return null
    },
    serve: (waiter) => {
      remove(waiter)
      let passed = false
      for (const state of queues) {
        if (state.lane === waiter.lane) {
          state.owed = Math.max(0, state.owed - 1)
          passed = true
        } else if (lengthOf(state) === 0) state.owed = 0
        else if (passed) state.owed = Math.min(2, state.owed + least[state.lane])
      }
    },
    heads: () => queues.flatMap(headsOf).map(({ waiter }) => waiter),
    waiting: () => {
      const counts: Record<Lane, number> = { new: 0, retry: 0, addition: 0, background: 0 }
      for (const state of queues) counts[state.lane] = lengthOf(state)
      return counts
    },
    waitingFor: (operation) =>
      queues.reduce(
        (sum, { byOperation }) =>
          sum + (byOperation.find((queue) => queue.operation === operation)?.entries.size ?? 0),
        0,
      ),
    size: () => size,
    takeAll: (matches) => {
      const taken = queues
        .flatMap(({ byOperation }) => byOperation.flatMap(({ entries }) => [...entries.values()]))
        .filter(({ waiter }) => matches(waiter))
        .sort((a, b) => a.order - b.order)
        .map(({ waiter }) => waiter)
      for (const waiter of taken) remove(waiter)
      return taken
    },
  }
}
