/**
 * Which known texts are most like another. It holds their names and the hashes of their most telling features, and no text. Types only.
 */
export interface Neighbours {
  readonly size: number
  /** Most alike first, at most `most`; none that shares too little. Microseconds to a few milliseconds. */
  find(text: string, most: number): Neighbour[]
}

export interface Neighbour {
  /** What it was added under, e.g. `freshdesk:4711`. */
  name: string
  label: string | null
  /** Cosine of the kept features, 0..1. */
  likeness: number
}
