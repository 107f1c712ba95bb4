import { withRoom } from './feature-sink.ts'

/**
 * Columns by the hash of their feature: open addressing over typed arrays, so that a million features take 12 MB and a look-up a
 * few nanoseconds. No text is kept.
 */
export interface FeatureTable {
  /** How many columns there are; they are numbered from 0 in the order of their first appearance. */
  readonly size: number
  /** -1: unknown. */
  find(hash: number): number
  /** The column of a feature, a new one when it is unknown. */
  findOrAdd(hash: number): number
  /** The hash of each column. */
  hashes(): Int32Array
  /** Gives its memory back at once; it is of no use afterwards. */
  release(): void
}

const leastSlots = 1024

/** Empty, or holding `hashes` in their order. */
export const createFeatureTable = (hashes: Int32Array = new Int32Array(0)): FeatureTable => {
  let slots = leastSlots
  while (slots < hashes.length * 2) slots *= 2
  // 0: empty; else the column plus one.
  let columns = new Int32Array(slots)
  let known = new Int32Array(Math.max(leastSlots, hashes.length))
  let size = 0

  const slotOf = (hash: number): number => {
    const mask = columns.length - 1
    let slot = (Math.imul(hash, 0x9e3779b1) >>> 7) & mask
    for (;;) {
      const column = columns[slot] as number
      if (column === 0 || known[column - 1] === hash) return slot
      slot = (slot + 1) & mask
    }
  }
  const add = (hash: number): number => {
    if ((size + 1) * 2 > columns.length) {
      const slots = columns.length * 2
      columns.buffer.transfer(0)
      columns = new Int32Array(slots)
      for (let column = 0; column < size; column += 1) columns[slotOf(known[column] as number)] = column + 1
    }
    known = withRoom(known, size)
    known[size] = hash
    columns[slotOf(hash)] = size + 1
    size += 1
    return size - 1
  }
  for (const hash of hashes) add(hash)
  return {
    get size() {
      return size
    },
    find: (hash) => (columns[slotOf(hash)] as number) - 1,
    findOrAdd: (hash) => {
      const column = (columns[slotOf(hash)] as number) - 1
      return column === -1 ? add(hash) : column
    },
    hashes: () => known.slice(0, size),
    release() {
      columns.buffer.transfer(0)
      known.buffer.transfer(0)
    },
  }
}
