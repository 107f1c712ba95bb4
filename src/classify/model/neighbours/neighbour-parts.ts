/** What a collection of known texts is made of; the columns of one text follow each other. No text is in it. */
export interface NeighbourParts {
  readonly names: readonly string[]
  readonly labels: readonly (string | null)[]
  /** The features of text `row`: from `starts[row]` to before `starts[row + 1]`. */
  readonly starts: Int32Array
  readonly hashes: Int32Array
  /** 1..255; those of a text are of length 255 together. */
  readonly weights: Uint8Array
  /** How rare features are, by place. */
  readonly rarity: Uint8Array
}

/** The same without some texts: for a person who is to be forgotten. Names that it does not have are passed over. */
export const withoutNames = (parts: NeighbourParts, names: Iterable<string>): NeighbourParts => {
  const gone = new Set(names)
  const rows = [...parts.names.keys()].filter((row) => !gone.has(parts.names[row] as string))
  const starts = new Int32Array(rows.length + 1)
  const spans = rows.map((row) => [parts.starts[row] as number, parts.starts[row + 1] as number] as const)
  spans.forEach(([from, to], at) => {
    starts[at + 1] = (starts[at] as number) + to - from
  })
  const hashes = new Int32Array(starts.at(-1) as number)
  const weights = new Uint8Array(hashes.length)
  spans.forEach(([from, to], at) => {
    hashes.set(parts.hashes.subarray(from, to), starts[at] as number)
    weights.set(parts.weights.subarray(from, to), starts[at] as number)
  })
  return {
    names: rows.map((row) => parts.names[row] as string),
    labels: rows.map((row) => parts.labels[row] ?? null),
    starts,
    hashes,
    weights,
    rarity: parts.rarity,
  }
}
