export interface VectorIndex {
  /** Another length than those before is left out: they are of another model. */
  put(id: string, vector: Float32Array): void
  remove(id: string): void
  has(id: string): boolean
  size(): number
  /** Nearest first, with the cosine. `weigh`: 0 leaves one out. Gives others a turn now and then. */
  nearest(vector: Float32Array, options: { limit: number; weigh: (id: string) => number }): Promise<Near[]>
}

export interface Near {
  id: string
  /** -1..1. */
  likeness: number
}

/** 20,000 of 384 numbers take about 10 ms. */
const numbersAtOnce = 8_000_000
const firstRoom = 1_024

/** Vectors of one length in one piece of memory, four bytes a number. */
export const createVectorIndex = (): VectorIndex => {
  let width = 0
  let numbers = new Float32Array(0)
  const ids: string[] = []
  const slots = new Map<string, number>()

  const grow = (): void => {
    const room = Math.max(firstRoom, ids.length * 2) * width
    const larger = new Float32Array(room)
    larger.set(numbers)
    numbers = larger
  }

  const remove = (id: string): void => {
    const slot = slots.get(id)
    const last = ids.length - 1
    const moved = ids[last]
    if (slot === undefined || moved === undefined) return
    numbers.copyWithin(slot * width, last * width, (last + 1) * width)
    ids[slot] = moved
    slots.set(moved, slot)
    ids.pop()
    slots.delete(id)
  }

  return {
    put(id, vector) {
      if (ids.length === 0) {
        width = vector.length
        numbers = new Float32Array(0)
      }
      if (vector.length !== width || width === 0) return
      const slot = slots.get(id) ?? ids.length
      if ((slot + 1) * width > numbers.length) grow()
      ids[slot] = id
      slots.set(id, slot)
      numbers.set(toUnit(vector), slot * width)
    },
    remove,
    has: (id) => slots.has(id),
    size: () => ids.length,
    async nearest(vector, { limit, weigh }) {
      if (vector.length !== width) return []
      const asked = toUnit(vector)
      const all = numbers
      const found: Near[] = []
      const atOnce = Math.max(1, Math.floor(numbersAtOnce / width))
      for (let from = 0; from < ids.length; from += atOnce) {
        if (from > 0) await new Promise<void>((resolve) => setImmediate(resolve))
        const to = Math.min(ids.length, from + atOnce)
        const likenesses = compare(all, { from, to }, asked)
        for (let slot = from; slot < to; slot += 1) {
          const likeness = likenesses[slot - from] as number
          const least = found.length < limit ? Number.NEGATIVE_INFINITY : (found.at(-1)?.likeness ?? 0)
          const id = ids[slot]
          if (likeness <= least || id === undefined || weigh(id) === 0) continue
          const at = found.findIndex((other) => other.likeness < likeness)
          found.splice(at === -1 ? found.length : at, 0, { id, likeness })
          if (found.length > limit) found.pop()
        }
      }
      return found
    },
  }
}

const toUnit = (vector: Float32Array): Float32Array => {
  const length = Math.sqrt(vector.reduce((sum, each) => sum + each * each, 0))
  return length === 0 ? vector : vector.map((each) => each / length)
}

/** How like each of some is. Waits for nothing, so that the engine makes it fast. */
const compare = (
  numbers: Float32Array,
  { from, to }: { from: number; to: number },
  asked: Float32Array,
): Float32Array => {
  const likenesses = new Float32Array(to - from)
  for (let slot = from; slot < to; slot += 1)
    likenesses[slot - from] = dot(numbers, slot * asked.length, asked)
  return likenesses
}

/** Four sums side by side, which a processor adds at the same time: half the time of one. */
const dot = (numbers: Float32Array, from: number, asked: Float32Array): number => {
  let [one, two, three, four] = [0, 0, 0, 0]
  const { length } = asked
  let at = 0
  for (; at + 3 < length; at += 4) {
    one += (numbers[from + at] as number) * (asked[at] as number)
    two += (numbers[from + at + 1] as number) * (asked[at + 1] as number)
    three += (numbers[from + at + 2] as number) * (asked[at + 2] as number)
    four += (numbers[from + at + 3] as number) * (asked[at + 3] as number)
  }
  for (; at < length; at += 1) one += (numbers[from + at] as number) * (asked[at] as number)
  return one + two + three + four
}
