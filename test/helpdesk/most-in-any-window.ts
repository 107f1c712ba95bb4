export interface Counted {
  at: number
  cost: number
}

/** The most credits that fall into any window [at, at + windowMs), wherever it begins. */
export const mostInAnyWindow = (counted: readonly Counted[], windowMs: number): number => {
  const sorted = [...counted].sort((a, b) => a.at - b.at)
  let most = 0
  let sum = 0
  let first = 0
  for (const call of sorted) {
    sum += call.cost
    for (let oldest = sorted[first]; oldest && oldest.at <= call.at - windowMs; oldest = sorted[first]) {
      sum -= oldest.cost
      first++
    }
    most = Math.max(most, sum)
  }
  return most
}
