/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other. */
const distance = (from: string, to: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      const swapped =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}

// Case, hyphens and underscores are what people get wrong most; they weigh nothing.
const bare = (name: string) => name.toLowerCase().replace(/[-_]/g, '')

/** The known name that was most likely meant, or null when none is near: at most one edit in three letters. */
export const suggestName = (name: string, known: Iterable<string>): string | null => {
  const wanted = bare(name).slice(0, 60)
  let best: { name: string; edits: number } | null = null
  for (const each of known) {
    const edits = distance(wanted, bare(each))
    if (best === null || edits < best.edits) best = { name: each, edits }
  }
  if (best === null) return null
  const letters = Math.max(wanted.length, bare(best.name).length)
  return best.edits <= Math.max(1, Math.floor(letters / 3)) ? best.name : null
}
