/**
 * Splits a list into pieces of these sizes, largest first, the last of which is 1, in order. Each size is one statement, and those are kept
 * prepared. SQLite takes 32,766 values in one statement (https://www.sqlite.org/limits.html), PostgreSQL 65,535.
 */
export const piecesOf = <T>(list: readonly T[], sizes: readonly number[]): T[][] => {
  const pieces: T[][] = []
  let from = 0
  for (const size of sizes) {
    while (list.length - from >= size) {
      pieces.push(list.slice(from, from + size))
      from += size
    }
  }
  return pieces
}
