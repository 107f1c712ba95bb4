const units: readonly [string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** A length of time for people, in its largest unit, rounded down: `3 days`, `1 hour`, `less than a minute`. */
export const describeSpan = (ms: number): string => {
  for (const [unit, unitMs] of units) {
    const count = Math.floor(ms / unitMs)
    if (count > 0) return `${count} ${unit}${count === 1 ? '' : 's'}`
  }
  return 'less than a minute'
}
