/** One row of a file: its cells by column, and the line that it begins on. */
export interface TableRow {
  line: number
  cells: Record<string, string>
}

/** A row that cannot be read, and why; it is left out and told of. */
export interface BrokenRow {
  line: number
  why: string
}

export interface Table {
  /** How the file was read, for people: `CSV with ";", windows-1252`. */
  format: string
  /** Names of the columns; of JSON Lines those of the first hundred objects. */
  names: string[]
  rows(): AsyncGenerator<TableRow | BrokenRow>
}
