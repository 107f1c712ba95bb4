import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import { recordProgress } from './arrival.ts'
import type { Progress } from './arrival-row.ts'
import { digestPortion } from './digest-in-target.ts'
import { addDigests, type Digest, digestRows, isSameDigest, noRows } from './digest-rows.ts'
import { MoveRefused } from './move-refused.ts'
import type { MoveReport } from './move-report.ts'
import { movedTables, type PerTable, perTable } from './moved-tables.ts'
import { type Portion, type PortionLimits, readPortions } from './read-portion.ts'
import { countRows } from './total-rows.ts'
import { writePortion } from './write-portion.ts'

export interface Comparison {
  /** Of every row of the source, and of the same rows as the target holds them. */
  source: PerTable<Digest>
  target: PerTable<Digest>
  /** Hand-offs that were written again. */
  rewritten: number
}

const differing = (one: PerTable<Digest>, other: PerTable<Digest>): string[] =>
  movedTables.flatMap(({ name }) => (isSameDigest(one[name], other[name]) ? [] : [name]))

/**
 * The second pass, while nothing writes to the source: reads every row on both sides, and writes anew what is not the same. So
 * nothing depends on knowing what may have changed since the first pass, and every row of the target has been read back
 * before it is relied on. Throws `MoveRefused` (differs) when a portion differs even after it was written.
 */
export const compareStore = async (move: {
  source: Database
  target: Database
  progress: Progress
  clock: Clock
  report: MoveReport
  limits?: PortionLimits | undefined
}): Promise<Comparison> => {
  const { source, target, progress, clock, report } = move
  const sums: Comparison = { source: perTable(() => noRows), target: perTable(() => noRows), rewritten: 0 }

  const rewrite = async (portion: Portion): Promise<PerTable<Digest>> => {
    await target.write(async (transaction) => {
      await recordProgress(transaction, progress, { state: 'copying', at: clock.now() })
      await writePortion(transaction, portion)
    })
    sums.rewritten += portion.ids.length
    return digestPortion(target, portion.ids)
  }

  report.begin('compare', { total: await countRows(source), done: 0 })
  for await (const portion of readPortions(source, '', move.limits)) {
    // Asked before our own are computed, so that both sides work at the same time.
    const asked = digestPortion(target, portion.ids)
    const ours = perTable((table) => digestRows(table, portion.rows[table.name]))
    let theirs = await asked
    if (differing(ours, theirs).length > 0) theirs = await rewrite(portion)
    const wrong = differing(ours, theirs)
    if (wrong.length > 0) {
      throw new MoveRefused(
        'differs',
        `The content of ${wrong.join(', ')} is not the same on both sides, between ${portion.ids[0]} and ${portion.last}, although it was written just now. Does anything else change that database?`,
      )
    }
    for (const { name } of movedTables) {
      sums.source[name] = addDigests(sums.source[name], ours[name])
      sums.target[name] = addDigests(sums.target[name], theirs[name])
    }
    report.advance(portion.count)
  }
  report.end()
  return sums
}
