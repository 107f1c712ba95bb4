export type ColumnType = 'text' | 'integer' | 'bigint' | 'double precision'

export interface MovedTable<Name extends string = string> {
  name: Name
  /** The column that holds the hand-off's id. */
  key: 'id' | 'handoff_id' | null
  columns: readonly (readonly [name: string, type: ColumnType])[]
  /** How many are held in memory at a time, where a row may be large; absent: 1,000. */
  rowsAtOnce?: number
}
