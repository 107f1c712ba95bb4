/** A part of a text, from `from` up to before `to` in UTF-16 units, and what it was taken for. */
export interface Range<Kind> {
  from: number
  to: number
  kind: Kind
}

/** Ranges that touch the same characters become one, of the kind of the longest; in order. */
export const mergeRanges = <Kind>(ranges: readonly Range<Kind>[]): Range<Kind>[] => {
  const sorted = ranges
    .filter(({ from, to }) => to > from)
    .toSorted((one, other) => one.from - other.from || other.to - one.to)
  const merged: (Range<Kind> & { longest: number })[] = []
  for (const { from, to, kind } of sorted) {
    const last = merged.at(-1)
    if (last === undefined || from >= last.to) {
      merged.push({ from, to, kind, longest: to - from })
      continue
    }
    if (to - from > last.longest) {
      last.kind = kind
      last.longest = to - from
    }
    last.to = Math.max(last.to, to)
  }
  return merged.map(({ from, to, kind }) => ({ from, to, kind }))
}
