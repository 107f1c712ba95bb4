import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DatabaseRefused } from '../database-refused.ts'

export interface ExclusiveLock {
  /** Idempotent. */
  release(): void
}

const busyCode = 5

/**
 * Makes sure that one process at a time serves a data directory. The lock is a transaction held open on a small database of
 * its own: the kernel drops it with the process, however that ends, so there is no stale lock file to clean up. Throws
 * `DatabaseRefused` (in-use).
 */
export const takeExclusiveLock = (path: string, dataDir: string): ExclusiveLock => {
  const lock = new DatabaseSync(path, { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === busyCode) {
      throw new DatabaseRefused(
        'in-use',
        `Another Relevo process is using ${resolve(dataDir)}. Stop it first, or give this one a data directory of its own.`,
        { cause: error },
      )
    }
    throw error
  }
  return {
    release() {
      if (lock.isOpen) lock.close()
    },
  }
}
