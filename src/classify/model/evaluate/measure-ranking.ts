/**
 * The chance that one of `high` is larger than one of `low`, a tie counting half: the area under the receiver operating characteristic.
 * Null when either is empty.
 */
export const measureRanking = (high: readonly number[], low: readonly number[]): number | null => {
  if (high.length === 0 || low.length === 0) return null
  const all = [
    ...high.map((value) => ({ value, isHigh: true })),
    ...low.map((value) => ({ value, isHigh: false })),
  ].sort((one, other) => one.value - other.value)
  // Mann and Whitney: the sum of ranks, those of equals being their mean.
  let ranks = 0
  for (let from = 0; from < all.length; ) {
    let to = from
    let highs = 0
    while (to < all.length && all[to]?.value === all[from]?.value) {
      if (all[to]?.isHigh === true) highs += 1
      to += 1
    }
    ranks += (highs * (from + 1 + to)) / 2
    from = to
  }
  return (ranks - (high.length * (high.length + 1)) / 2) / (high.length * low.length)
}
