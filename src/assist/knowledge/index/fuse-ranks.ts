/** One place in a list that is ordered by one way of finding. */
export interface Ranked {
  id: string
  /** 0..1. */
  score: number
}

/** Cormack, Clarke and Büttcher 2009: the constant hardly matters; 60 is theirs. */
const smoothing = 60

/**
 * Combines lists that were found by different ways: what stands high in several goes before what stands high in one. The score of each
 * is the best that any way gave, and at least that of whatever comes after it. Pure.
 */
export const fuseRanks = (lists: readonly (readonly Ranked[])[]): Ranked[] => {
  const sums = new Map<string, { sum: number; score: number }>()
  for (const list of lists)
    for (const [at, { id, score }] of list.entries()) {
      const before = sums.get(id) ?? { sum: 0, score: 0 }
      sums.set(id, { sum: before.sum + 1 / (smoothing + at + 1), score: Math.max(before.score, score) })
    }
  const ordered = [...sums]
    .toSorted(([, one], [, other]) => other.sum - one.sum || other.score - one.score)
    .map(([id, { score }]) => ({ id, score }))
  let least = 0
  for (const ranked of ordered.toReversed()) {
    least = Math.max(least, ranked.score)
    ranked.score = least
  }
  return ordered
}
