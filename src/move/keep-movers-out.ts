import { join, resolve } from 'node:path'
import { DatabaseRefused } from '../database/database-refused.ts'
import { type ExclusiveLock, takeExclusiveLock } from '../database/sqlite/exclusive-lock.ts'
import { MoveRefused } from './move-refused.ts'

/**
 * One move at a time from a data folder: a second one would take the first one's place in the target, and whoever had started that
 * would find it stopped. The kernel drops the lock with its process, so that what was killed is not in the way. Throws
 * `MoveRefused` (under-way).
 */
export const keepMoversOut = (dataDir: string): ExclusiveLock => {
  try {
    return takeExclusiveLock(join(dataDir, 'relevo-move.lock'), dataDir)
  } catch (error) {
    if (!(error instanceof DatabaseRefused) || error.code !== 'in-use') throw error
    throw new MoveRefused(
      'under-way',
      `Another relevo migrate-store is at work on ${resolve(dataDir)}. Let it go on, or end it first (Ctrl-C there does no harm); this one has changed nothing.`,
      { cause: error },
    )
  }
}
