/** Remembers the largest of the values of the last `spanMs`. Times never run backwards. */
export interface LargestLately {
  add(value: number, now: number): void
  /** Null: nothing was added within the span. */
  get(now: number): number | null
}

export const createLargestLately = (spanMs: number): LargestLately => {
  // Falling from first to last: what is smaller than a later one can never be the largest again.
  let kept: { value: number; at: number }[] = []
  return {
    add: (value, now) => {
      while ((kept.at(-1)?.value ?? Number.POSITIVE_INFINITY) <= value) kept.pop()
      kept.push({ value, at: now })
    },
    get: (now) => {
      if ((kept[0]?.at ?? now) <= now - spanMs) kept = kept.filter(({ at }) => at > now - spanMs)
      return kept[0]?.value ?? null
    },
  }
}
