import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { DiskFailure } from './disk.ts'

const busyCode = 5
const pauseMs = 5

/**
 * One at a time, over all processes that use the folder. The lock is a transaction on an empty database: the kernel drops it with
 * the process, however that ends, so that no stale lock file is left to be judged. A `DiskFailure` (ELOCKED) when others hold
 * it for longer than `patienceMs`.
 */
export const createFolderLock = (options: { path: string; patienceMs: number }) => {
  const { path, patienceMs } = options
  let last: Promise<unknown> = Promise.resolve()

  const take = async (): Promise<DatabaseSync> => {
    const until = performance.now() + patienceMs
    for (;;) {
      // Opened anew each time: should the folder be put in place of another, the lock is the new one's.
      const lock = open(path)
      try {
        lock.exec('begin exclusive')
        return lock
      } catch (error) {
        lock.close()
        if (!isBusy(error)) throw new DiskFailure('ELOCK', 'none', { cause: error })
        if (performance.now() > until) throw new DiskFailure('ELOCKED', 'none', { cause: error })
      }
      // A timer that keeps the process: a command must not end while it waits for its turn.
      await setTimeout(pauseMs)
    }
  }

  return <T>(act: () => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      const lock = await take()
      try {
        return await act()
      } finally {
        lock.close()
      }
    })
    last = turn.catch(() => {})
    return turn
  }
}

const open = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw new DiskFailure('ELOCK', 'none', { cause: error })
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === busyCode
