/** What the search over hand-offs goes by. Rows are inserted and deleted, never updated, but for the progress: see `PayloadsTable`. */
export interface SearchTables {
  search_entries: SearchEntriesTable
  search_words: SearchWordsTable
  search_progress: SearchProgressTable
}

/** The number under which the words of a hand-off are kept; later ones have higher numbers. */
export interface SearchEntriesTable {
  number: number
  handoff_id: string
}

/** Which hand-offs of a block of numbers have a word. */
export interface SearchWordsTable {
  /** A thousand numbers or so, one after the other. */
  block: number
  /** Folded: without case and accents. */
  word: string
  /** Places in the block, rising, 16 bits each, little endian. */
  places: Uint8Array
}

/** Up to which hand-off words are kept. */
export interface SearchProgressTable {
  name: string
  /** Id of the last one that was looked at. */
  after: string
  /** Grows with each portion: of two that index at a time one begins anew. */
  fence: number
}
