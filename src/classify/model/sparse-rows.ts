/** A matrix of few values a row: row `i` has `values[j]` in `columns[j]`, for `j` from `starts[i]` to before `starts[i + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array
  readonly columns: Int32Array
  readonly values: Float32Array
  /** Rows. */
  readonly height: number
  /** Columns. */
  readonly width: number
}

/** Some rows of a matrix, in the order of `rows`; a row may come more than once. */
export const pickRows = (from: SparseRows, rows: ArrayLike<number>): SparseRows => {
  const starts = new Int32Array(rows.length + 1)
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number
    starts[at + 1] = (starts[at] as number) + (from.starts[row + 1] as number) - (from.starts[row] as number)
  }
  const total = starts[rows.length] as number
  const columns = new Int32Array(total)
  const values = new Float32Array(total)
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number
    const [start, end] = [from.starts[row] as number, from.starts[row + 1] as number]
    columns.set(from.columns.subarray(start, end), starts[at] as number)
    values.set(from.values.subarray(start, end), starts[at] as number)
  }
  return { starts, columns, values, height: rows.length, width: from.width }
}
