const sizes = [100, 10, 1]

/**
 * Splits a list into pieces of a few sizes, in order: each size is one statement, and those are kept prepared. SQLite takes 32,766
 * values in one statement (https://www.sqlite.org/limits.html), PostgreSQL 65,535: a hundred tickets have 2,100.
 */
export const piecesOf = <T>(list: readonly T[]): T[][] => {
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
