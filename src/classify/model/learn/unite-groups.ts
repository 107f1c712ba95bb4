/**
 * One numbering of two: rows that share a number in `groups`, or a name in `names`, get the same number, and so do rows that hang
 * together by way of others. Rows without a name go by their number alone.
 */
export const uniteGroups = (groups: Int32Array, names: readonly (string | undefined)[]): Int32Array => {
  const parents = Int32Array.from(groups.keys())
  const rootOf = (row: number): number => {
    let root = row
    while (parents[root] !== root) root = parents[root] as number
    for (let at = row; at !== root; ) {
      const next = parents[at] as number
      parents[at] = root
      at = next
    }
    return root
  }
  const unite = (one: number, other: number): void => {
    const [first, second] = [rootOf(one), rootOf(other)]
    parents[Math.max(first, second)] = Math.min(first, second)
  }
  const byNumber = new Map<number, number>()
  const byName = new Map<string, number>()
  groups.forEach((group, row) => {
    const name = names[row]
    unite(row, byNumber.get(group) ?? row)
    byNumber.set(group, row)
    if (name === undefined) return
    unite(row, byName.get(name) ?? row)
    byName.set(name, row)
  })
  return parents.map((_, row) => rootOf(row))
}
