import type { Database } from '../database/database.ts'
import type { ExclusiveLock } from '../database/sqlite/exclusive-lock.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { beginArrival, readArrival, withdrawArrival } from './arrival.ts'
import type { Progress } from './arrival-row.ts'
import { changeOver, type HandedOver } from './change-over.ts'
import { copyStore } from './copy-store.ts'
import { forgetDeparture, identifySource, readDeparture } from './departure.ts'
import { keepMoversOut } from './keep-movers-out.ts'
import { MoveRefused } from './move-refused.ts'
import type { MoveReport } from './move-report.ts'
import { holdSource, openSource } from './open-source.ts'
import { openTarget, refuseTargetInUse } from './open-target.ts'
import type { PortionLimits } from './read-portion.ts'

export interface MoveOptions {
  dataDir: string
  databaseUrl: string
  /** Leaves the change-over to another run. */
  copyOnly: boolean
  clock: Clock
  logger: Logger
  report: MoveReport
  limits?: PortionLimits
}

export type MoveOutcome = { kind: 'copied'; rows: number } | ({ kind: 'moved'; rows: number } & HandedOver)

/**
 * Whether the source was shut by a run that ended before it opened the target: nothing serves, and the move goes on. Throws
 * `MoveRefused` when the source's content is elsewhere for good.
 */
const isHalfway = async (source: Database, target: Database): Promise<boolean> => {
  const departure = await readDeparture(source)
  if (departure === null) return false
  const arrival = await target.read(readArrival)
  const state = arrival?.progress.move === departure.move ? arrival.state : null
  if (state === 'copying') return true
  const day = new Date(departure.at).toISOString().slice(0, 10)
  throw new MoveRefused(
    'moved-already',
    state === 'done'
      ? `This store was moved into that database on ${day}. Set DATABASE_URL to it and start Relevo.`
      : `This store was moved into another database on ${day}, and what is here is older. To go back to it all the same: relevo migrate-store --reopen`,
  )
}

/** Services that come later find the mark; those that were there before show. */
const begin = async (source: Database, target: Database, clock: Clock): Promise<Progress> => {
  const id = await identifySource(source, clock.now())
  const progress = await beginArrival(target, { source: id, at: clock.now() })
  try {
    await refuseTargetInUse(target)
  } catch (error) {
    await withdrawArrival(target, progress)
    throw error
  }
  return progress
}

/**
 * Moves a SQLite store into PostgreSQL: copies beside the running service, waits until that has stopped, compares everything,
 * hands over. May end at any instant and be run again. Throws `MoveRefused` and `DatabaseRefused`.
 */
export const moveStore = async (options: MoveOptions): Promise<MoveOutcome> => {
  const { dataDir, clock, logger, report, limits } = options
  const source = await openSource(dataDir, logger)
  let lock: ExclusiveLock | null = null
  let target: Database | null = null
  let holder: Database | null = null
  try {
    lock = keepMoversOut(dataDir)
    target = await openTarget(options.databaseUrl, logger)
    const halfway = await isHalfway(source, target)
    const begun = await begin(source, target, clock)
    // Only now: the run before may be alive, and can no longer open the target.
    if (halfway) await forgetDeparture(source)
    const progress = await copyStore({ source, target, progress: begun, clock, report, limits })
    if (options.copyOnly) return { kind: 'copied', rows: progress.rows }
    holder = await holdSource(dataDir, {
      logger,
      clock,
      onWait: () =>
        report.say(
          'Stop Relevo now; this goes on by itself as soon as it has stopped. (Ctrl-C does no harm.)',
        ),
    })
    const handedOver = await changeOver({ holder, source, target, progress, clock, logger, report, limits })
    return { kind: 'moved', rows: progress.rows, ...handedOver }
  } finally {
    await holder?.close()
    await target?.close()
    await source.close()
    lock?.release()
  }
}
