import type { Selectable } from 'kysely'
import * as z from 'zod'
import type { MovesTable } from '../database/tables.ts'

const progressSchema = z.strictObject({
  /** Which store it comes from; see `identifySource`. */
  source: z.string(),
  /** Of this move. The source keeps it too, when its content is away. */
  move: z.string(),
  /** Of the process that copies now; another one that comes later takes its place. */
  run: z.string(),
  /** The last hand-off of the first pass. */
  after: z.string(),
  /** Rows copied by the first pass. */
  rows: z.number(),
  /** How much there was when the move was done, so that one can tell whether anything has happened since. */
  settled: z
    // Absent: of a version without a desk.
    .strictObject({ handoffs: z.number(), history: z.number(), replies: z.number().default(0) })
    .nullable(),
})
export type Progress = z.output<typeof progressSchema>

/** `left`: the move was undone although something had happened in the target; it can neither serve nor be moved into. */
const stateSchema = z.enum(['copying', 'done', 'left'])
export interface Arrival {
  state: z.output<typeof stateSchema>
  progress: Progress
  at: number
}

/** The row of `moves` in the target. Throws on one that this version does not know. */
export const parseArrival = (row: Selectable<MovesTable>): Arrival => ({
  state: stateSchema.parse(row.state),
  progress: progressSchema.parse(JSON.parse(row.progress)),
  at: row.at,
})
