import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import { recordProgress } from './arrival.ts'
import type { Progress } from './arrival-row.ts'
import type { MoveReport } from './move-report.ts'
import { type PortionLimits, readPortions } from './read-portion.ts'
import { countRows } from './total-rows.ts'
import { writePortion } from './write-portion.ts'

/**
 * The first pass, beside the running service: everything from where the last run stopped to the newest hand-off. Each portion
 * and how far it got are one commit, so it may end at any instant and be run again. What changes behind it is found at the
 * change-over. Resolves with how far it got.
 */
export const copyStore = async (move: {
  source: Database
  target: Database
  progress: Progress
  clock: Clock
  report: MoveReport
  limits?: PortionLimits | undefined
}): Promise<Progress> => {
  const { source, target, clock, report } = move
  let { progress } = move
  report.begin('copy', { total: await countRows(source), done: progress.rows })
  for await (const portion of readPortions(source, progress.after, move.limits)) {
    const reached = { ...progress, after: portion.last, rows: progress.rows + portion.count }
    await target.write(async (transaction) => {
      await recordProgress(transaction, reached, { state: 'copying', at: clock.now() })
      await writePortion(transaction, portion)
    })
    progress = reached
    report.advance(portion.count)
  }
  report.end()
  return progress
}
